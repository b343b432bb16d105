import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectSlack } from '../../../src/adapters/slack/connect.ts';
import { optionalScopes, requiredScopes } from '../../../src/adapters/slack/methods.ts';
import type { Message } from '../../../src/domain/message.ts';
import { Problem } from '../../../src/domain/problems.ts';
import type { Slack } from '../../../src/ports/slack.ts';
import { type SlackDouble, startSlackDouble } from '../../../src/sandbox/slack/index.ts';

const token = 'xoxb-planted-secret-of-this-test';
const markSecret = 'the-secret-of-the-marks';
const hello: Message = {
  parts: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'hello', styles: [] }] }],
};

let double: SlackDouble;
let slack: Slack;
let now = new Date('2026-03-02T08:00:00.000Z');

beforeEach(async () => {
  now = new Date('2026-03-02T08:00:00.000Z');
  double = await startSlackDouble({ now: () => now });
  double.addUser({ name: 'alice', email: 'alice@example.com', timezone: 'Europe/Berlin' });
  double.addUser({ name: 'gone', email: 'gone@example.com', deleted: true });
  double.addUser({ name: 'partner', foreign: true });
  double.installApp({ botToken: token, scopes: [...requiredScopes, ...optionalScopes] });
  double.addChannel({ name: 'general', members: ['alice'] });
  slack = connectSlack({
    token,
    markSecret,
    apiUrl: double.apiUrl,
    callTimeoutMs: 500,
    now: () => now.getTime(),
  });
});
afterEach(async () => {
  await double.close();
});

async function problemOf(act: Promise<unknown>): Promise<Problem> {
  const failure = await act.then(
    () => new Error('nothing went wrong'),
    (error: unknown) => error,
  );
  if (!(failure instanceof Problem)) throw failure;
  return failure;
}

describe('a method that Slack limits', () => {
  test('is not called before the time that Slack asks for, and others are', async () => {
    double.faults.next({ kind: '429', retryAfterSeconds: 7, method: 'users.info' });
    const asked = () => double.requests.filter(({ method }) => method === 'users.info').length;
    expect((await problemOf(slack.user('U0000000001'))).code).toBe('slack-rate-limited');
    const waits = [];
    for (const id of ['U0000000001', 'U0000000002', 'U0000000001']) {
      const { code, retryAfterMs } = await problemOf(slack.user(id));
      waits.push([code, retryAfterMs]);
    }
    expect(waits).toEqual([
      ['slack-waiting', 7_000],
      ['slack-waiting', 8_200],
      ['slack-waiting', 7_000],
    ]);
    expect(asked()).toBe(1);
    await slack.post('#general', hello, 'a-key');
    now = new Date(now.getTime() + 7_000);
    expect(await slack.user('U0000000001')).toBeNull();
    expect((await problemOf(slack.user('U0000000002'))).retryAfterMs).toBe(1_200);
    now = new Date(now.getTime() + 1_200);
    expect(await slack.user('U0000000002')).toBeNull();
    expect(asked()).toBe(3);
  });
});

describe('a failure says what it means for what was sent', () => {
  test.each([
    [{ kind: '429', retryAfterSeconds: 7 }, 'slack-rate-limited', 0],
    [{ kind: '503-before' }, 'slack-unavailable', 0],
    [{ kind: '503-after' }, 'slack-unavailable', 1],
    [{ kind: 'drop-before' }, 'slack-broken-off', 0],
    [{ kind: 'drop-after' }, 'slack-broken-off', 1],
    [{ kind: 'hang' }, 'slack-broken-off', 0],
    [{ kind: 'hang-after' }, 'slack-broken-off', 1],
    [{ kind: 'error', error: 'internal_error' }, 'slack-unavailable', 0],
    [{ kind: 'error', error: 'token_revoked' }, 'slack-unauthorized', 0],
    [{ kind: 'error', error: 'restricted_action' }, 'slack-closed', 0],
    [{ kind: 'error', error: 'msg_blocks_too_long' }, 'slack-refused', 0],
    [{ kind: 'error', error: 'ratelimited' }, 'slack-rate-limited', 0],
  ] as const)('%o: %s', async (fault, code, said) => {
    double.faults.next({ ...fault, method: 'chat.postMessage' });
    const problem = await problemOf(slack.post('#general', hello, 'key'));
    expect(problem.code).toBe(code);
    expect(problem.retryAfterMs).toBe(fault.kind === '429' ? 7_000 : null);
    expect(double.channel('general').messages).toHaveLength(said);
    // Once, whatever came of it.
    expect(double.requests.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  });

  test('no connection at all: nothing was sent', async () => {
    double.faults.down(true);
    expect((await problemOf(slack.post('#general', hello, 'key'))).code).toBe('slack-unreachable');
  });

  test('one limited method does not hold up another', async () => {
    double.faults.next({ kind: '429', method: 'chat.postMessage', retryAfterSeconds: 60 });
    const [problem] = await Promise.all([
      problemOf(slack.post('#general', hello, 'key')),
      slack.userByEmail('alice@example.com'),
    ]);
    expect(problem.code).toBe('slack-rate-limited');
  });

  test.each(['429 without a pause', 'no JSON', 'half an answer'])('%s', async (what) => {
    const answers: Record<string, () => Response> = {
      '429 without a pause': () => new Response('slow down', { status: 429 }),
      'no JSON': () => new Response('<html>', { status: 200 }),
      'half an answer': () => Response.json({ ok: true }),
    };
    const strange = connectSlack({
      token,
      markSecret,
      now: () => 0,
      apiUrl: null,
      fetch: async () => answers[what]?.() ?? Response.error(),
    });
    const problem = await problemOf(strange.post('#general', hello, 'key'));
    expect([problem.code, problem.retryAfterMs]).toEqual(
      what === '429 without a pause'
        ? ['slack-rate-limited', 30_000]
        : [expect.stringMatching(/unreadable|broken-off/), null],
    );
  });

  test('the token is in none of them', async () => {
    for (const kind of ['drop-before', 'hang', '503-before'] as const) {
      double.faults.next({ kind });
      const problem = await problemOf(slack.checkToken());
      expect(JSON.stringify({ ...problem, message: problem.message, stack: problem.stack })).not.toContain(
        'planted',
      );
      expect(problem.cause).toBeUndefined();
    }
  });
});

test('who is who: deactivated, of another workspace, nobody', async () => {
  expect(await slack.userByEmail('alice@example.com')).toMatchObject({
    name: 'alice',
    deleted: false,
    ours: true,
    timezone: 'Europe/Berlin',
  });
  expect(await slack.userByEmail('gone@example.com')).toBeNull();
  const { users } = double.snapshot();
  const idOf = (name: string) => users.find((user) => user.name === name)?.id ?? '';
  expect(await slack.user(idOf('gone'))).toMatchObject({ deleted: true });
  expect(await slack.user(idOf('partner'))).toMatchObject({ ours: false });
  expect(await slack.user('U0NOBODY00')).toBeNull();
});

test('a message is found by its key, however many came after it', async () => {
  const posted = await slack.post('#general', hello, 'announce:1');
  for (let n = 0; n < 450; n += 1) await double.as('alice').say('general', `later ${n}`);
  const since = '2026-03-02T07:50:00.000Z';
  expect(await slack.find('#general', 'announce:1', since)).toEqual({ found: posted });
  expect(await slack.find(posted.channel, 'announce:2', since)).toBe('not-there');
  // Where the bot sees no channel, it cannot have written anything.
  expect(await slack.find('#nowhere', 'announce:1', since)).toBe('not-there');
});

test('a message is found with another token, and with another secret it is not', async () => {
  const posted = await slack.post('#general', hello, 'announce:1');
  double.configureApp({ botToken: 'xoxb-renewed' });
  const access = { token: 'xoxb-renewed', apiUrl: double.apiUrl, now: () => now.getTime() };
  const since = '2026-03-02T07:50:00.000Z';
  const later = connectSlack({ ...access, markSecret });
  expect(await later.find(posted.channel, 'announce:1', since)).toEqual({ found: posted });
  const strange = connectSlack({ ...access, markSecret: 'another' });
  expect(await strange.find(posted.channel, 'announce:1', since)).toBe('not-there');
});

test('without the scope it may not look, and may not bookmark', async () => {
  const { channel } = await slack.post('#general', hello, 'announce:1');
  double.configureApp({ scopes: [...requiredScopes] });
  expect(await slack.find(channel, 'announce:1', '2026-03-02T07:50:00.000Z')).toBe('may-not-look');
  expect(await slack.ensureBookmark(channel, { title: 'x', link: 'https://x.example' })).toBe('may-not');
});

test('a bookmark is made once', async () => {
  const { id } = double.channel('general');
  const bookmark = { title: 'Incident Review', link: 'https://gitlab.example.com/1' };
  const made = await slack.ensureBookmark(id, bookmark);
  expect(await slack.ensureBookmark(id, bookmark)).toEqual(made);
  expect(double.channel('general').bookmarks).toHaveLength(1);
  if (made === 'may-not') throw new Error('no bookmark was made');
  const itself = { id: made.id, link: null };
  expect(await slack.ensureNoBookmark(id, itself)).toBe('removed');
  expect(await slack.ensureNoBookmark(id, itself)).toBe('already-gone');
});

test('bookmarks that lead to one place are taken away all, and others stay', async () => {
  const { id } = double.channel('general');
  const there = { title: 'Incident Review', link: 'https://gitlab.example.com/1' };
  // Each of the two looks before the other has added.
  await slack.ensureJoined(id);
  await Promise.all([slack.ensureBookmark(id, there), slack.ensureBookmark(id, there)]);
  await slack.ensureBookmark(id, { title: 'Runbook', link: 'https://gitlab.example.com/2' });
  expect(double.channel('general').bookmarks).toHaveLength(3);
  expect(await slack.ensureNoBookmark(id, { id: null, link: there.link })).toBe('removed');
  expect(double.channel('general').bookmarks).toMatchObject([{ title: 'Runbook' }]);
});
