import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bodyLimitBytes } from '../../src/http/gitlab.ts';
import { now, type OpenDoor, openDoor, token } from './door.ts';
import { rawConnection } from './raw-http.ts';

const key = `whsec_${Buffer.from('thirty-two bytes make a good key').toString('base64')}`;
const nextKey = `whsec_${Buffer.from('another key, known to both sides').toString('base64')}`;
const strangeKey = `whsec_${Buffer.from('a key that only a stranger knows').toString('base64')}`;

let door: OpenDoor;
beforeEach(async () => {
  door = await openDoor({ signingTokens: [key, nextKey], tokens: [token] });
});
afterEach(async () => {
  await door.server.stop(1_000);
});

const body = '{"object_kind":"issue","title":"Käse"}';
const nowSeconds = Math.floor(Date.parse(now) / 1000);

type Signed = { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string };

/** Headers as GitLab makes them, signed by the reference implementation. */
function signed({ by = key, id = 'msg-1', atSeconds = nowSeconds, what = body } = {}): Signed {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': new Webhook(by).sign(id, new Date(atSeconds * 1000), what),
  };
}

const status = async (headers: Record<string, string>, sent: string | Buffer = body) =>
  (await door.post(headers, sent)).status;

test('a signed delivery is stored under its webhook-id', async () => {
  const answer = await door.post({ ...signed(), 'idempotency-key': 'other' }, body);
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ delivery: 'msg-1' });
  expect(door.storage.stored[0]).toMatchObject({ id: 'msg-1', body });
});

test('every configured key is good while keys rotate, and no other', async () => {
  expect(await status(signed({ by: nextKey }))).toBe(202);
  expect(await status(signed({ by: strangeKey }))).toBe(401);
});

test('one right signature in the list is enough, wherever it stands', async () => {
  const right = signed();
  const wrong = signed({ by: strangeKey })['webhook-signature'];
  for (const [index, list] of [
    `${wrong} ${right['webhook-signature']}`,
    `${right['webhook-signature']} ${wrong}`,
    `v2,abc v1a,def v1 , ${right['webhook-signature']}`,
  ].entries()) {
    const headers = { ...signed({ id: `msg-${index}` }) };
    const own = headers['webhook-signature'];
    headers['webhook-signature'] = list.replace(right['webhook-signature'], own);
    expect(await status(headers)).toBe(202);
  }
});

describe('a delivery is refused with 401', () => {
  test.each<[string, Partial<Signed>]>([
    ['the signature is empty', { 'webhook-signature': '' }],
    ['the signature is of another version', { 'webhook-signature': 'v2,abcd' }],
    ['the signature has no version', { 'webhook-signature': signed()['webhook-signature'].slice(3) }],
    ['the signature is cut', { 'webhook-signature': signed()['webhook-signature'].slice(0, -4) }],
    ['the list holds only separators', { 'webhook-signature': ' , v1, v1' }],
    ['the id is another', { 'webhook-id': 'msg-2' }],
    ['the id is empty', { 'webhook-id': '' }],
    ['the timestamp is another', { 'webhook-timestamp': String(nowSeconds + 1) }],
    ['the timestamp is empty', { 'webhook-timestamp': '' }],
    ['the timestamp is no number', { 'webhook-timestamp': `${nowSeconds}abc` }],
    ['the timestamp is a date', { 'webhook-timestamp': now }],
    ['the timestamp is in milliseconds', { 'webhook-timestamp': `${nowSeconds}000` }],
    ['the timestamp is negative', { 'webhook-timestamp': `-${nowSeconds}` }],
  ])('when %s', async (_name, change) => {
    expect(await status({ ...signed(), ...change })).toBe(401);
    expect(door.storage.stored).toEqual([]);
  });

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)('without %s', async (name) => {
    const { [name]: _left, ...others } = signed();
    expect(await status(others)).toBe(401);
  });

  test('when one byte of the body is another', async () => {
    expect(await status(signed(), body.replace('ä', 'a'))).toBe(401);
    expect(await status(signed(), `${body} `)).toBe(401);
  });

  test('when bytes that are no UTF-8 were put where the signed text had others', async () => {
    const broken = Buffer.from([0x22, 0xff, 0x22]);
    // Decoded, both read the same: only the bytes tell them apart.
    expect(await status(signed({ what: broken.toString('utf8') }), broken)).toBe(401);
  });

  test('when it has no signature, even with the right X-Gitlab-Token', async () => {
    expect(await status({ 'x-gitlab-token': token })).toBe(401);
    expect(await status({ ...signed({ by: strangeKey }), 'x-gitlab-token': token })).toBe(401);
  });
});

describe('the timestamp may be five minutes off, both ways', () => {
  test.each([
    ['exactly five minutes ago', -300, 202],
    ['a second more than five minutes ago', -301, 401],
    ['exactly five minutes ahead', 300, 202],
    ['a second more than five minutes ahead', 301, 401],
    ['an hour ahead', 3_600, 401],
  ])('%s', async (_name, offsetSeconds, expected) => {
    expect(await status(signed({ atSeconds: nowSeconds + offsetSeconds }))).toBe(expected);
  });
});

test('a signed delivery that is not JSON is refused with 400', async () => {
  expect(await status(signed({ what: 'hello' }), 'hello')).toBe(400);
});

test('a signing token that decodes to nothing is refused at the start', async () => {
  await expect(openDoor({ signingTokens: ['whsec_'] })).rejects.toThrow('must not be empty');
  await expect(openDoor({ tokens: [''] })).rejects.toThrow('must not be empty');
});

test('strangers who fill the room with unfinished bodies keep no delivery out', async () => {
  const unfinished = Buffer.alloc(bodyLimitBytes - 100, 'a');
  const head = Object.entries({ host: 'localhost', 'content-length': bodyLimitBytes, ...signed() });
  const strangers = await Promise.all(Array.from({ length: 10 }, () => rawConnection(door.server.port)));
  let turnedAway = '';
  for (const stranger of strangers) {
    const lines = head.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    stranger.send(`POST /webhooks/gitlab HTTP/1.1\r\n${lines}\r\n\r\n`);
    stranger.send(unfinished);
    stranger.socket.on('data', (answer) => {
      turnedAway += answer.toString();
    });
  }
  const what = JSON.stringify({ text: 'x'.repeat(4_096) });
  for (let n = 0; turnedAway === ''; n += 1) {
    expect(await status(signed({ id: `full-${n}`, what }), what)).toBe(202);
  }
  expect(turnedAway).toMatch(/^HTTP\/1\.1 503 /);
  for (const { socket } of strangers) socket.destroy();
});
