import { describe, expect, it } from 'vitest';
import { openBudget } from '../../../src/adapters/gitlab/budget.ts';
import type { Call } from '../../../src/adapters/gitlab/call.ts';
import type { IssueDraft } from '../../../src/ports/gitlab.ts';
import { connectTo, problemOf } from './connect-scripted.ts';
import { sampleIssue } from './sample-issue.ts';

const address = { project: 77, iid: 12 };
const draft: IssueDraft = {
  title: 'Incident Review: Checkout',
  description: 'x',
  labels: [],
  assignee: null,
  dueDate: null,
  confidential: false,
};
const date = 'Mon, 02 Mar 2026 08:00:00 GMT';
const nowSeconds = Date.parse(date) / 1_000;

function limitHeaders(left: number, over: Record<string, string> = {}): Record<string, string> {
  return {
    date,
    'ratelimit-name': 'throttle_authenticated_api',
    'ratelimit-limit': '100',
    'ratelimit-remaining': String(left),
    'ratelimit-reset': String(nowSeconds + 45),
    ...over,
  };
}

describe('the limit on all calls', () => {
  it('is read from the headers, and nothing is sent once it is used up', async () => {
    const { gitlab, asked } = await connectTo(() => ({
      status: 200,
      json: sampleIssue(),
      headers: limitHeaders(11),
    }));
    await gitlab.issue(address);
    await gitlab.issue(address);
    const problem = await problemOf(gitlab.issue(address));
    expect(problem).toMatchObject({ code: 'gitlab-waiting', retryAfterMs: 45_000 });
    expect(problem.message).toContain('GET /api/v4/projects/77/issues/12 was not sent');
    expect(asked).toHaveLength(2);
  });

  it('is told by the clock of GitLab, whatever ours says', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 200,
      json: sampleIssue(),
      headers: limitHeaders(0, {
        date: 'Mon, 02 Mar 2026 09:00:00 GMT',
        'ratelimit-reset': String(nowSeconds + 3_620),
      }),
    }));
    await gitlab.issue(address);
    expect(await problemOf(gitlab.issue(address))).toMatchObject({ retryAfterMs: 20_000 });
  });

  it('has a share for what is urgent, reading and writing', async () => {
    const { gitlab, asked } = await connectTo(() => ({
      status: 200,
      json: sampleIssue(),
      headers: limitHeaders(5),
    }));
    await gitlab.issue(address);
    expect((await problemOf(gitlab.changeIssue(address, { assignee: 4 }))).code).toBe('gitlab-waiting');
    expect((await problemOf(gitlab.issue(address))).code).toBe('gitlab-waiting');
    await gitlab.urgently(async () => {
      await gitlab.issue(address);
      await gitlab.changeIssue(address, { confidential: true });
    });
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT']);
    expect((await problemOf(gitlab.issue(address))).code).toBe('gitlab-waiting');
  });

  it.each([
    ['another limit', { 'ratelimit-name': 'throttle_authenticated_web' }],
    ['nonsense', { 'ratelimit-remaining': 'none' }],
    ['a limit of nothing', { 'ratelimit-limit': '0' }],
  ])('is not %s', async (_, over) => {
    const { gitlab } = await connectTo(() => ({
      status: 200,
      json: sampleIssue(),
      headers: limitHeaders(0, over),
    }));
    await gitlab.issue(address);
    expect((await gitlab.issue(address)).iid).toBe(12);
  });

  it('is kept after a 429 for as long as it says, by all calls', async () => {
    const { gitlab, asked, clock } = await connectTo((_, number) =>
      number === 1
        ? {
            status: 429,
            text: 'Retry later',
            headers: limitHeaders(0, { 'retry-after': '30', 'ratelimit-reset': String(nowSeconds + 30) }),
          }
        : { status: 200, json: sampleIssue() },
    );
    expect(await problemOf(gitlab.issue(address))).toMatchObject({ retryAfterMs: 30_000 });
    expect(await problemOf(gitlab.createIssue(77, draft))).toMatchObject({ code: 'gitlab-waiting' });
    const hide = () => gitlab.urgently(() => gitlab.changeIssue(address, { confidential: true }));
    expect(await problemOf(hide())).toMatchObject({ code: 'gitlab-waiting', retryAfterMs: 30_000 });
    clock.ms += 30_000;
    await hide();
    expect(asked).toHaveLength(2);
  });

  it('lets a call wait itself when its turn comes soon', async () => {
    const { gitlab, asked, waits } = await connectTo(() => ({
      status: 200,
      json: sampleIssue(),
      headers: limitHeaders(10, { 'ratelimit-reset': String(nowSeconds + 2) }),
    }));
    await gitlab.issue(address);
    await gitlab.issue(address);
    expect(waits).toEqual([2_000]);
    expect(asked).toHaveLength(2);
  });
});

describe('pictures that wait to be uploaded', () => {
  it('have a turn each, by name and size, and the same one when they come again', async () => {
    const url = '/uploads/66dbcd21ec5d24ed6ea225176098d52b/a.png';
    const { gitlab, asked } = await connectTo(() => ({
      status: 201,
      json: { url },
      headers: limitHeaders(10),
    }));
    const waitOf = async (name: string, bytes: string) => {
      const file = { name, content: Buffer.from(bytes), type: 'image/png' } as const;
      return (await problemOf(gitlab.upload(77, file))).retryAfterMs;
    };
    await gitlab.upload(77, { name: 'a.png', content: Buffer.from('1'), type: 'image/png' });
    const first = await waitOf('a.png', '1');
    const others = [await waitOf('b.png', '1'), await waitOf('a.png', '12')];
    expect(new Set([first, ...others]).size).toBe(3);
    expect(await waitOf('a.png', '1')).toBe(first);
    expect(asked).toHaveLength(1);
  });
});

describe('the limits on creating', () => {
  it('are learnt from a 429 without headers, and hold up nothing else', async () => {
    const { gitlab, asked, clock } = await connectTo((one, number) =>
      one.method === 'POST' && number < 3
        ? { status: 429, text: 'Retry later' }
        : { status: one.method === 'POST' ? 201 : 200, json: sampleIssue() },
    );
    expect((await problemOf(gitlab.createIssue(77, draft))).code).toBe('gitlab-rate-limited');
    const [first, second] = ['a', 'b'].map((title) => gitlab.createIssue(77, { ...draft, title }));
    expect(await problemOf(first ?? Promise.resolve())).toMatchObject({
      code: 'gitlab-waiting',
      retryAfterMs: 5_000,
    });
    expect(await problemOf(second ?? Promise.resolve())).toMatchObject({ retryAfterMs: 5_334 });
    await gitlab.issue(address);
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
    clock.ms += 5_000;
    expect((await gitlab.createIssue(77, { ...draft, title: 'a' })).iid).toBe(12);
  });

  const create = (path: string): Call => ({
    method: 'POST',
    url: new URL(`https://gitlab.example.com/api/v4/projects/7/${path}`),
    body: { n: 1 },
    read: false,
  });
  const passing = (host: string, path: string): number => {
    const budget = openBudget({ host, now: () => nowSeconds * 1_000, isUrgent: () => false });
    return Array.from({ length: 1_500 }, () => budget.admit(create(path))).filter((wait) => wait === 0)
      .length;
  };

  it('are those of GitLab.com there, and elsewhere those that GitLab has by default', () => {
    expect(passing('gitlab.com', 'issues')).toBe(180);
    expect(passing('gitlab.com', 'issues/3/notes')).toBe(54);
    expect(passing('gitlab.example.com', 'issues')).toBe(1_500);
    expect(passing('gitlab.example.com', 'issues/3/notes')).toBe(270);
    expect(passing('gitlab.com', 'issues/3/links')).toBe(1_500);
  });
});
