import { describe, expect, it } from 'vitest';
import { verifySlack } from '../../../src/http/slack/verify.ts';
import { signedBySlack } from '../../fakes/signed-slack.ts';

const signingSecret = 'a-secret-of-the-tests';
const now = '2026-05-28T06:11:46.057Z';
const body = 'command=%2Fincident-review&text=Gr%C3%BC%C3%9Fe+%F0%9F%91%8B';

function verdict(over: Record<string, string | undefined> = {}, at = now, offered = body) {
  const { headers } = signedBySlack({ secret: signingSecret, at, body });
  return verifySlack({ headers: { ...headers, ...over }, body: offered }, { signingSecret, now });
}

/** The moment that is so many seconds from now. */
const later = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();

describe('a request', () => {
  it('is believed when Slack signed it', () => {
    expect(verdict()).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is believed by Slack’s own example', () => {
    const example =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
      '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
      '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
      '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const signedAt = new Date(1531420618_000).toISOString();
    expect(
      verifySlack(
        { headers, body: example },
        { signingSecret: '8f742231b10e8888abcd99yyyzzz85a5', now: signedAt },
      ),
    ).toEqual({ digest: headers['x-slack-signature'].slice(3) });
  });

  it.each([
    ['five minutes old', -300],
    ['five minutes early', 300],
  ])('is believed when it is %s', (_what, seconds) => {
    expect(verdict({}, later(seconds))).toHaveProperty('digest');
  });

  it.each([
    ['older than five minutes', -301, 'timestamp-too-old'],
    ['signed for the future', 302, 'timestamp-too-new'],
    ['signed for next year', 365 * 86_400, 'timestamp-too-new'],
  ])('is refused when it is %s, although the signature is right', (_what, seconds, refused) => {
    expect(verdict({}, later(seconds))).toEqual({ refused });
  });

  it.each([
    ['no signature', { 'x-slack-signature': undefined }, 'signature-missing'],
    ['no timestamp', { 'x-slack-request-timestamp': undefined }, 'signature-missing'],
    ['an empty timestamp', { 'x-slack-request-timestamp': '' }, 'timestamp-unreadable'],
    ['a timestamp that is a word', { 'x-slack-request-timestamp': 'NaN' }, 'timestamp-unreadable'],
    ['a timestamp that is negative', { 'x-slack-request-timestamp': '-1' }, 'timestamp-unreadable'],
    ['an empty signature', { 'x-slack-signature': '' }, 'signature-wrong'],
    ['no digest', { 'x-slack-signature': 'v0=' }, 'signature-wrong'],
    ['another version', { 'x-slack-signature': `v1=${'0'.repeat(64)}` }, 'signature-wrong'],
    ['a wrong digest', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }, 'signature-wrong'],
  ])('is refused with %s', (_what, headers, refused) => {
    expect(verdict(headers)).toEqual({ refused });
  });

  it('is refused with another body', () => {
    expect(verdict({}, now, `${body}&text=other`)).toEqual({ refused: 'signature-wrong' });
  });

  it('cannot be made to look like another one by what stands around its signature', () => {
    const { headers } = signedBySlack({ secret: signingSecret, at: now, body });
    const signature = headers['x-slack-signature'] ?? '';
    for (const variant of [`${signature}=`, `${signature}=x`, `${signature} `, signature.toUpperCase()]) {
      expect(verdict({ 'x-slack-signature': variant })).toEqual({ refused: 'signature-wrong' });
    }
    const padded = `0${headers['x-slack-request-timestamp']}`;
    expect(verdict({ 'x-slack-request-timestamp': padded })).toEqual(verdict());
  });
});
