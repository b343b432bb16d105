import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/gitlab/index.ts';
import { startReceiver, startStory, TOKEN } from './story.ts';

const CREATE = { method: 'POST', path: /\/issues$/ } as const;

describe('an answer that fails', () => {
  it.each<[FaultKind, number, boolean]>([
    ['400', 400, false],
    ['403', 403, false],
    ['404', 404, false],
    ['409-lock', 409, false],
    ['429', 429, false],
    ['429-plain', 429, false],
    ['500', 500, false],
    ['502-before', 502, false],
    ['502-after', 502, true],
    ['503', 503, false],
  ])('with %s answers %d, and the work is done: %s', async (kind, status, done) => {
    const { ask, gitlab } = await startStory();
    gitlab.faults.next({ ...CREATE, kind });
    expect((await ask('POST', '/projects/2001/issues', { title: 'x' })).status).toBe(status);
    expect(gitlab.snapshot().projects[0]?.issues).toHaveLength(done ? 1 : 0);
    expect((await ask('POST', '/projects/2001/issues', { title: 'x' })).status).toBe(201);
  });

  it('says by headers how long to wait, unless it is an application limit', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.faults.next({ kind: '429', retryAfterSeconds: 7 });
    gitlab.faults.next({ kind: '429-plain' });
    const general = await ask('GET', '/user');
    expect(general.text).toBe('Retry later\n');
    expect(Object.fromEntries(general.headers)).toMatchObject({
      'content-type': 'text/plain',
      'retry-after': '7',
      'ratelimit-remaining': '0',
      'ratelimit-resettime': 'Thu, 31 Oct 2024 04:18:07 GMT',
    });
    const application = await ask('GET', '/user');
    expect(application.text).toBe('Retry later\n');
    expect(application.headers.has('retry-after')).toBe(false);
    expect([...application.headers.keys()].some((name) => name.startsWith('ratelimit'))).toBe(false);
  });

  it.each<[FaultKind, number]>([
    ['drop-before', 0],
    ['drop-after', 1],
  ])('with %s cuts the connection', async (kind, done) => {
    const { ask, gitlab } = await startStory();
    gitlab.faults.next({ ...CREATE, kind });
    await expect(ask('POST', '/projects/2001/issues', { title: 'x' })).rejects.toThrow('fetch failed');
    expect(gitlab.snapshot().projects[0]?.issues).toHaveLength(done);
    expect(gitlab.requests.at(-1)).toMatchObject({ body: { title: 'x' }, status: null });
  });

  it.each<[FaultKind, number]>([
    ['hang', 0],
    ['hang-after', 1],
  ])('with %s never comes', async (kind, done) => {
    const { gitlab } = await startStory();
    gitlab.faults.next({ ...CREATE, kind });
    const signal = AbortSignal.timeout(100);
    const hung = fetch(`${gitlab.url}/api/v4/projects/2001/issues`, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': TOKEN, 'content-type': 'application/json' },
      body: '{"title":"x"}',
      signal,
    });
    await expect(hung).rejects.toThrow('timeout');
    expect(gitlab.snapshot().projects[0]?.issues).toHaveLength(done);
  });

  it('strikes where it is told, as often as it is told', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.faults.next({ method: 'GET', path: /\/metadata$/, kind: '503', times: 2 });
    const statuses: number[] = [];
    for (const path of ['/user', '/metadata', '/metadata', '/metadata']) {
      statuses.push((await ask('GET', path)).status);
    }
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  it('strikes by chance, the same way with the same seed, until it is cleared', async () => {
    const run = async (seed: number): Promise<number[]> => {
      const { ask, gitlab } = await startStory({ seed });
      gitlab.faults.next({ kind: '503', probability: 0.5, times: Number.POSITIVE_INFINITY });
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await ask('GET', '/user')).status);
      gitlab.faults.clear();
      expect((await ask('GET', '/user')).status).toBe(200);
      return statuses;
    };
    const first = await run(3);
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });
});

describe('a webhook that fails', () => {
  it('is lost without a trace', async () => {
    const { gitlab } = await startStory();
    const { received, url } = await startReceiver();
    gitlab.addHook(2001, { url });
    gitlab.faults.nextWebhook({ kind: 'lost' });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.as('alice').createIssue(2001, { title: 'y' });
    await gitlab.settled();
    expect(received.map(({ body }) => body.object_attributes.title)).toEqual(['y']);
    expect(gitlab.deliveries[0]).toMatchObject({ dropped: 'lost', attempts: [] });
  });

  it('comes twice under one key', async () => {
    const { gitlab } = await startStory();
    const { received, url } = await startReceiver();
    gitlab.addHook(2001, { url });
    gitlab.faults.nextWebhook({ kind: 'duplicated' });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(received).toHaveLength(2);
    expect(received[0]?.headers['idempotency-key']).toBe(received[1]?.headers['idempotency-key']);
  });

  it('comes late, or after the next one', async () => {
    const { gitlab } = await startStory();
    const { received, url } = await startReceiver();
    gitlab.addHook(2001, { url });
    const titles = (): unknown[] => received.map(({ body }) => body.object_attributes.title);
    for (const kind of ['delayed', 'reordered'] as const) {
      received.length = 0;
      gitlab.faults.nextWebhook({ kind, delayMs: 30 });
      gitlab.as('alice').createIssue(2001, { title: 'first' });
      gitlab.as('alice').createIssue(2001, { title: 'second' });
      await gitlab.settled();
      expect(titles()).toEqual(['second', 'first']);
    }
  });

  it('held back for the next one comes by itself when there is none', async () => {
    const { gitlab } = await startStory();
    const { received, url } = await startReceiver();
    gitlab.addHook(2001, { url });
    gitlab.faults.nextWebhook({ kind: 'reordered' });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(received).toHaveLength(1);
  });
});
