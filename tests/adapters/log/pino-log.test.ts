import { expect, test } from 'vitest';
import { pinoLog } from '../../../src/adapters/log/pino-log.ts';
import { Problem } from '../../../src/domain/problems.ts';

function logged({ level = 'debug', secrets = [] as string[] } = {}) {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  const log = pinoLog({ level, name: 'incident-review-bot', to, secrets });
  return { log, lines, parsed: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)) };
}

test('a line is one JSON object with the sentence, the fields, the level and the time as words', () => {
  const { log, lines, parsed } = logged();
  log.info({ delivery: 'd-1', ms: 3 }, 'A delivery is done');
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  expect(parsed()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      name: 'incident-review-bot',
      delivery: 'd-1',
      ms: 3,
      msg: 'A delivery is done',
    },
  ]);
});

test('levels below the configured one are left out', () => {
  const { log, parsed } = logged({ level: 'warn' });
  log.debug({}, 'a');
  log.info({}, 'b');
  log.warn({}, 'c');
  log.error({}, 'd');
  expect(parsed().map((line) => line.msg)).toEqual(['c', 'd']);
});

test('what is logged within a piece of work carries its fields, however deep inside', async () => {
  const { log, parsed } = logged();
  await log.within({ delivery: 'd-1' }, () =>
    log.within({ intent: 'i-1' }, async () => {
      await Promise.resolve();
      log.info({ n: 1 }, 'x');
    }),
  );
  log.info({ n: 2 }, 'y');
  expect(parsed()).toMatchObject([{ delivery: 'd-1', intent: 'i-1', n: 1 }, { n: 2 }]);
  expect(parsed()[1]).not.toHaveProperty('delivery');
});

test('what a key or a shape tells to be a secret is not written, at any depth', () => {
  const { log, lines, parsed } = logged();
  log.info(
    {
      slackToken: 'abc',
      headers: { 'X-Gitlab-Token': 'first', authorization: ['second'], accept: 'json' },
      list: [{ password: { of: 'third' } }],
      text: 'sent glpat-fourthfourth and xoxb-1-fifth with whsec_c2l4dGg=',
      database: new URL('postgres://bot:seventh@db/bot'),
    },
    'x',
  );
  expect(lines.join('')).not.toMatch(/abc|first|second|third|fourth|fifth|c2l4|seventh/);
  expect(parsed()[0]).toMatchObject({
    headers: { accept: 'json' },
    text: 'sent [redacted] and [redacted] with [redacted]',
    database: 'postgres://bot:[redacted]@db/bot',
  });
});

test('figures about a token are no secret', () => {
  const { log, parsed } = logged();
  log.info({ tokenDaysLeft: 12, tokenSet: true, token: null }, 'x');
  expect(parsed()).toMatchObject([{ tokenDaysLeft: 12, tokenSet: true, token: null }]);
});

test('a secret that is known is not written wherever it turns up', async () => {
  const { log, lines } = logged({ secrets: ['hunter2', ''] });
  const cause = new Error('inner hunter2');
  log.error({ path: '/x?key=hunter2', error: new Error('outer hunter2', { cause }) }, 'x');
  await log.within({ who: 'hunter2' }, async () => log.info({}, 'y'));
  expect(lines.join('')).not.toContain('hunter2');
});

test('an error is written with its code, stack and causes', () => {
  const { log, parsed } = logged();
  const cause = new TypeError('socket hung up');
  log.warn({ error: new Problem('gitlab-unreachable', 'no answer', { cause }) }, 'x');
  expect(parsed()[0]?.error).toMatchObject({
    name: 'Problem',
    code: 'gitlab-unreachable',
    message: 'gitlab-unreachable: no answer',
    stack: expect.stringContaining('pino-log.test.ts'),
    cause: { name: 'TypeError', message: 'socket hung up' },
  });
});

test('fields without end are cut', () => {
  const { log, parsed } = logged();
  const loop: Record<string, unknown> = {};
  loop.again = loop;
  const broken = new Error('a');
  broken.cause = broken;
  log.info({ loop, broken, text: 'x'.repeat(100_000), big: 12n }, 'x');
  const [line] = parsed();
  expect(String(line?.text)).toHaveLength(8_193);
  expect(line?.big).toBe('12');
  expect(JSON.stringify(line)).toContain('[deep]');
});

test('a secret at the very place where a text is cut leaves no part of it behind', () => {
  const secret = 'planted-where-it-is-cut';
  for (let before = 8_192 - 2 * secret.length; before < 8_192 + 5; before += 1) {
    const { log, lines } = logged({ secrets: [secret] });
    log.info({ text: `${secret}${'x'.repeat(before)}${secret}${'y'.repeat(9_000)}` }, 'x');
    expect(lines.join('')).not.toContain('plant');
  }
});
