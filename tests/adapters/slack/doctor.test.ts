import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackDoctor } from '../../../src/adapters/slack/doctor.ts';
import { Problem } from '../../../src/domain/problems.ts';
import type { SlackDouble } from '../../../src/sandbox/slack/double.ts';
import { startSlackDouble } from '../../../src/sandbox/slack/start.ts';

const botToken = 'xoxb-of-the-tests';
const appToken = 'xapp-1-A0BOT-of-the-tests';
const slackTime = '2026-05-28T06:11:46.000Z';
let slack: SlackDouble;

beforeEach(async () => {
  slack = await startSlackDouble({ now: () => new Date(slackTime), team: { name: 'Acme', domain: 'acme' } });
  slack.installApp({ botToken, appToken, botName: 'review-bot', scopes: ['channels:read', 'groups:read'] });
});
afterEach(async () => {
  await slack.close();
  slack.assertNothingUnforeseen();
});

const doctor = (over: Partial<Parameters<typeof slackDoctor>[0]> = {}) =>
  slackDoctor({ botToken, appToken, apiUrl: slack.apiUrl, now: () => Date.parse(slackTime), ...over });

async function codeOf(call: Promise<unknown>): Promise<string> {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Problem);
  return failure instanceof Problem ? failure.code : '';
}

describe('what doctor asks of Slack', () => {
  it('is whose the token is and which scopes it has', async () => {
    expect(await doctor().whoAmI()).toEqual({
      team: 'Acme',
      botUser: 'review-bot',
      scopes: ['channels:read', 'groups:read'],
    });
  });

  it('is nothing more where something in between takes the scopes away', async () => {
    const without: typeof fetch = async (input, init) => {
      const { status, body } = await fetch(input, init);
      return new Response(body, { status });
    };
    expect(await doctor({ fetch: without }).whoAmI()).toMatchObject({ scopes: null });
  });

  it('is whether a token is taken', async () => {
    expect(await codeOf(doctor({ botToken: 'xoxb-of-somebody-else' }).whoAmI())).toBe('slack-unauthorized');
  });

  it('is whether a socket would be opened, with the app token', async () => {
    await doctor().socketWorks();
    expect(await codeOf(doctor({ appToken: 'xapp-of-somebody-else' }).socketWorks())).toBe(
      'slack-unauthorized',
    );
    await expect(doctor({ appToken: null }).socketWorks()).rejects.toThrow('without an app token');
  });

  it('is every channel the bot can see, on however many pages', async () => {
    const names = Array.from({ length: 1_003 }, (_, n) => `channel-${n}`);
    for (const name of names) slack.addChannel({ name });
    slack.addChannel({ name: 'old', archived: true });
    slack.addChannel({ name: 'secret', private: true });
    const channels = await doctor().channels();
    expect(channels.map(({ name }) => name).toSorted()).toEqual([...names, 'old'].toSorted());
    expect(channels.find(({ name }) => name === 'old')).toMatchObject({ archived: true, member: false });
  });

  it('is how far the clocks are apart', async () => {
    const at = (ms: number) => () => Date.parse(slackTime) + ms;
    expect(await doctor({ now: at(0) }).clockSkewMs()).toBe(500);
    expect(await doctor({ now: at(400_000) }).clockSkewMs()).toBe(-399_500);
    expect(await doctor({ now: at(-400_000) }).clockSkewMs()).toBe(400_500);
  });

  it('has no answer where Slack tells no time', async () => {
    const timeless: typeof fetch = async () => Response.json({ ok: true });
    expect(await codeOf(doctor({ fetch: timeless }).clockSkewMs())).toBe('slack-unreadable');
  });

  it('has no answer where Slack is away', async () => {
    slack.faults.down(true);
    expect(await codeOf(doctor().whoAmI())).toBe('slack-unreachable');
    expect(await codeOf(doctor().clockSkewMs())).toBe('slack-unreachable');
  });
});
