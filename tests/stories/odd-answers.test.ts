import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
};
afterEach(async () => {
  vi.unstubAllGlobals();
  await stage.close();
});

const minute = 60_000;
const dora = () => stage.gitlab.as('dora');

/** Something on the way changes good answers; `times` of them. */
function bend(
  which: RegExp,
  change: (answer: { headers: Headers; text: string }) => { status?: number; text?: string },
  times = Number.POSITIVE_INFINITY,
): void {
  const real = fetch;
  let left = times;
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    const response = await real(...asked);
    if (left === 0 || !which.test(String(asked[0])) || !response.ok) return response;
    left -= 1;
    const headers = new Headers(response.headers);
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    const text = await response.text();
    const bent = change({ headers, text });
    return new Response(bent.text ?? text, { status: bent.status ?? 200, headers });
  });
}

describe('one odd answer about limits', () => {
  const soon = String(Date.parse('2024-10-31T05:01:00Z') / 1_000);
  const odd: [string, Record<string, string>][] = [
    ['a reset in the year 3000', { 'ratelimit-reset': '32503680000' }],
    ['a reset in milliseconds', { 'ratelimit-reset': '1730350860000' }],
    ['a Date of 1970', { date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'ratelimit-reset': soon }],
    ['a Date of yesterday', { date: 'Wed, 30 Oct 2024 05:00:00 GMT', 'ratelimit-reset': soon }],
    ['a limit of 1', { 'ratelimit-limit': '1', 'ratelimit-reset': '32503680000' }],
  ];

  test.each(odd)('(%s) holds up reviews for minutes', async (_, said) => {
    await begin();
    const told = { 'ratelimit-limit': '2000', 'ratelimit-remaining': '0', ...said };
    bend(
      /\/issues\//,
      ({ headers }) => {
        headers.delete('ratelimit-name');
        for (const [name, value] of Object.entries(told)) headers.set(name, value);
        return {};
      },
      1,
    );
    dora().close(stage.incident());
    await stage.calm();
    for (let n = 0; n < 12; n += 1) await stage.after(minute);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('(Retry-After in the year 2100) holds up reviews until GitLab counts anew', async () => {
    await begin();
    bend(
      /\/api\/v4\//,
      ({ headers }) => {
        headers.set('retry-after', '4102444800');
        return { status: 429, text: 'Retry later' };
      },
      1,
    );
    dora().close(stage.incident());
    await stage.calm();
    await stage.after(minute);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('(shut for most of an hour) keeps no review open for all to read', async () => {
    await begin();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    stage.gitlab.faults.next({ kind: '429', retryAfterSeconds: 3_000 });
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    dora().setConfidential(incident, true);
    for (let n = 0; n < 3; n += 1) await stage.after(minute);
    expect(stage.reviews()[0]?.confidential).toBe(true);
  });
});

describe('one odd item in a list', () => {
  type Items = Record<string, unknown>[];
  const bendList = (which: RegExp, change: (items: Items) => Items) =>
    bend(which, ({ text }) => ({ text: JSON.stringify(change(JSON.parse(text) as Items)) }));

  test('of what could not be delivered keeps no other from being fetched', async () => {
    await begin();
    await stage.reconcile();
    bendList(/hooks\/\d+\/events/, ([first, ...others]) => [{ ...first, request_headers: null }, ...others]);
    stage.gitlab.faults.nextWebhook({ kind: 'unanswered', times: 3 });
    const incident = stage.incident();
    dora().close(incident);
    dora().comment(incident, 'It answers again');
    await stage.after(minute);
    expect(await stage.reconcile()).toMatchObject({ problems: [], fetched: 2 });
  });

  test('of webhooks keeps ours from nothing', async () => {
    await begin();
    await stage.reconcile();
    bendList(/\/hooks(\?|$)/, (hooks) => [...hooks, { ...hooks[0], id: 'nine', disabled_until: '' }]);
    stage.incident();
    await stage.calm();
    stage.gitlab.disableHook(1001);
    expect(await stage.reconcile()).toMatchObject({ problems: [] });
    expect(stage.log.map(({ sentence }) => sentence)).toContain(
      'GitLab had disabled our webhook; a test has enabled it again',
    );
  });
});

test.each([
  ['stands still', () => 'Thu, 31 Oct 2024 05:00:00 GMT'],
  ['is a month behind', () => new Date(Date.parse(stage.clock.now()) - 30 * 24 * 60 * minute).toUTCString()],
])('the Date of GitLab %s: no closure is hidden, and the log says so once', async (_, date) => {
  await begin();
  bend(/\/api\/v4\/metadata/, ({ headers }) => {
    headers.set('date', date());
    return {};
  });
  await stage.reconcile();
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Number.POSITIVE_INFINITY });
  for (let hours = 1; hours <= 24; hours += 1) {
    await stage.after(60 * minute);
    dora().close(stage.incident());
    expect(await stage.reconcile()).toMatchObject({ outcome: 'done' });
    expect(stage.reviews()).toHaveLength(hours);
  }
  expect(stage.log.filter(({ sentence }) => sentence.includes('clock'))).toHaveLength(1);
});
