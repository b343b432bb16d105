import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { connectGitLab } from '../../../src/adapters/gitlab/connect.ts';
import { problems } from '../../../src/domain/problems.ts';
import { connectTo, problemOf, startScripted, token } from './connect-scripted.ts';
import { sampleIssue } from './sample-issue.ts';

const address = { project: 77, iid: 12 };
const draft = {
  title: 'Incident Review: Checkout',
  description: 'x',
  labels: [],
  assignee: null,
  dueDate: null,
  confidential: true,
};

describe('what GitLab is sent', () => {
  it('carries the token in a header and nowhere else', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 200, json: { id: 1, username: 'bot' } }));
    await gitlab.whoAmI();
    expect(asked[0]?.headers['private-token']).toBe(token);
    expect(asked[0]?.path).toBe('/api/v4/user');
    expect(asked[0]?.query.toString()).toBe('');
  });

  it('asks caches on the way for nothing that they keep', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 200, json: { id: 1, username: 'bot' } }));
    await gitlab.whoAmI();
    expect(asked[0]?.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['', '/api/v4/user'],
    ['/', '/api/v4/user'],
    ['/gitlab', '/gitlab/api/v4/user'],
    ['/gitlab//', '/gitlab/api/v4/user'],
  ])('finds the API below an address that ends with "%s"', async (suffix, path) => {
    const me = { status: 200, json: { id: 1, username: 'bot' } };
    const { gitlab, asked } = await connectTo(() => me, { url: suffix });
    await gitlab.whoAmI();
    expect(asked[0]?.path).toBe(path);
  });

  it('asks GraphQL below the same address', async () => {
    const nothing = { status: 200, json: { data: { issue: null } } };
    const { gitlab, asked } = await connectTo(() => nothing, { url: '/gitlab/' });
    await gitlab.issueById(5);
    expect(asked[0]?.path).toBe('/gitlab/api/graphql');
    expect(asked[0]?.headers['private-token']).toBe(token);
  });

  it('refuses at once what could never be sent, without quoting the token', () => {
    const connect = (options: { url: string; token: string }) => connectGitLab({ ...options, now: () => 0 });
    expect(() => connect({ url: 'ftp://gitlab.example.com', token })).toThrow('https://');
    expect(() => connect({ url: 'https://gitlab.example.com', token: '' })).toThrow('token is empty');
    try {
      connect({ url: 'https://gitlab.example.com', token: 'secret\nsecret' });
      expect.unreachable();
    } catch (failure) {
      expect(inspect(failure)).not.toContain('secret');
    }
  });
});

describe('a read that fails', () => {
  it('is tried three times in all, with growing waits', async () => {
    const { gitlab, asked, waits } = await connectTo(() => ({ status: 503 }));
    const problem = await problemOf(gitlab.issue(address));
    expect(problem.code).toBe('gitlab-unavailable');
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([125, 250]);
  });

  it('succeeds when GitLab comes back', async () => {
    const { gitlab, asked } = await connectTo((_, number) =>
      number === 1 ? 'hang-up' : { status: 200, json: sampleIssue() },
    );
    expect((await gitlab.issue(address)).iid).toBe(12);
    expect(asked).toHaveLength(2);
  });

  it('waits as long as Retry-After asks', async () => {
    const { gitlab, waits } = await connectTo((_, number) =>
      number === 1
        ? { status: 429, text: 'Retry later', headers: { 'retry-after': '3' } }
        : { status: 200, json: sampleIssue() },
    );
    await gitlab.issue(address);
    expect(waits).toEqual([3125]);
  });

  it('passes up a Retry-After that is too long to wait for', async () => {
    const { gitlab, asked, waits } = await connectTo(() => ({
      status: 429,
      text: 'Retry later',
      headers: { 'retry-after': '40' },
    }));
    const problem = await problemOf(gitlab.issue(address));
    expect(problem).toMatchObject({ code: 'gitlab-rate-limited', retryAfterMs: 40_000 });
    expect(asked).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('passes up a 429 without headers, which says nothing of when', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 429, text: 'Retry later' }));
    const problem = await problemOf(gitlab.issue(address));
    expect(problem).toMatchObject({ code: 'gitlab-rate-limited', retryAfterMs: null });
    expect(problem.message).toContain('Retry later');
    expect(asked).toHaveLength(1);
  });

  it('does not wait longer than its deadline', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 503, headers: { 'retry-after': '5' } }), {
      callTimeoutMs: 4_000,
    });
    const problem = await problemOf(gitlab.issue(address));
    expect(problem).toMatchObject({ code: 'gitlab-unavailable', retryAfterMs: 5_000 });
    expect(asked).toHaveLength(1);
  });

  it('keeps its last problem when the deadline ends a wait', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 503 }), {
      callTimeoutMs: 300,
      sleep: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    });
    expect((await problemOf(gitlab.issue(address))).code).toBe('gitlab-unavailable');
    expect(asked).toHaveLength(1);
  });

  it('waits by the clock of the process where no other is given', async () => {
    const { url } = await startScripted((_, number) =>
      number === 1 ? { status: 503 } : { status: 200, json: sampleIssue() },
    );
    const gitlab = connectGitLab({ url, token, now: () => 0, random: () => 0 });
    expect((await gitlab.issue(address)).iid).toBe(12);
  });

  it('stops waiting at its deadline', async () => {
    const slow503 = () => setTimeout(150, new Response('', { status: 503 }));
    const gitlab = connectGitLab({
      url: 'http://gitlab.invalid',
      token,
      now: () => 0,
      random: () => 0,
      callTimeoutMs: 200,
      fetch: slow503,
    });
    expect((await problemOf(gitlab.issue(address))).code).toBe('gitlab-unavailable');
  });

  it.each(['hang', 'hang-in-body'] as const)('ends at its deadline when GitLab does "%s"', async (reply) => {
    const { gitlab, asked } = await connectTo(() => reply, { callTimeoutMs: 60 });
    const problem = await problemOf(gitlab.issue(address));
    expect(problem.code).toBe('gitlab-timeout');
    expect(problem.message).toContain('GET /api/v4/projects/77/issues/12');
    expect(asked).toHaveLength(1);
  });

  it('is unreachable when the body breaks off', async () => {
    const { gitlab } = await connectTo(() => 'cut');
    expect((await problemOf(gitlab.issue(address))).code).toBe('gitlab-unreachable');
  });

  it('says why nobody answers', async () => {
    const { gitlab, close } = await connectTo(() => 'hang');
    await close();
    const problem = await problemOf(gitlab.issue(address));
    expect(problem.code).toBe('gitlab-unreachable');
    expect(problem.message).toContain('ECONNREFUSED');
  });

  it('tries a GraphQL query again, a POST though it is', async () => {
    const { gitlab, asked } = await connectTo((_, number) =>
      number < 3 ? { status: 502 } : { status: 200, json: { data: { issue: { iid: '4', projectId: 8 } } } },
    );
    expect(await gitlab.issueById(1)).toEqual({ project: 8, iid: 4 });
    expect(asked).toHaveLength(3);
  });
});

describe('a write that fails', () => {
  it.each([
    [{ status: 502 }, 'gitlab-unavailable'],
    [{ status: 503, headers: { 'retry-after': '1' } }, 'gitlab-unavailable'],
    [{ status: 429, headers: { 'retry-after': '1' } }, 'gitlab-rate-limited'],
    ['hang-up', 'gitlab-unreachable'],
    ['cut', 'gitlab-unreachable'],
    ['hang', 'gitlab-timeout'],
    ['hang-in-body', 'gitlab-timeout'],
    [{ status: 201, text: '<html>Sign in</html>', type: 'text/html' }, 'gitlab-unreadable'],
    [{ status: 201, json: { id: 'seven' } }, 'gitlab-unreadable'],
    [{ status: 201, json: [] }, 'gitlab-unreadable'],
  ] as const)('is sent exactly once: %j', async (reply, code) => {
    const { gitlab, asked } = await connectTo(() => reply, { callTimeoutMs: 200 });
    const problem = await problemOf(gitlab.createIssue(77, draft));
    expect(problem.code).toBe(code);
    expect(asked.map((one) => one.method)).toEqual(['POST']);
    const notDone = code === 'gitlab-rate-limited';
    expect(problems[problem.code].outcome).toBe(notDone ? 'not-done' : 'unknown');
  });

  it('is sent exactly once as a PUT and as a note', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 502 }));
    await problemOf(gitlab.changeIssue(address, { confidential: true }));
    await problemOf(gitlab.addNote(address, 'Hello'));
    await problemOf(gitlab.ensureLink(address, { project: 78, iid: 1 }));
    expect(asked.map((one) => one.method)).toEqual(['PUT', 'POST', 'POST']);
  });

  it('is not followed to another address', async () => {
    const { gitlab, asked } = await connectTo((one) => ({
      status: 301,
      headers: { location: `${one.path.replace('77', '78')}?private=1` },
    }));
    const problem = await problemOf(gitlab.createIssue(77, draft));
    expect(problem.code).toBe('gitlab-moved');
    expect(problem.message).toContain('/api/v4/projects/78/issues');
    expect(problem.message).not.toContain('private');
    expect(asked).toHaveLength(1);
  });
});

describe('what is counted and logged', () => {
  it('names each try by method and status', async () => {
    const calls: string[] = [];
    const { gitlab } = await connectTo(
      (_, number) =>
        number === 1 ? 'hang-up' : number === 2 ? { status: 503 } : { status: 200, json: sampleIssue() },
      {
        metrics: {
          apiCall: (...call) => calls.push(call.join(' ')),
          delivery: () => undefined,
          intent: () => undefined,
        },
      },
    );
    await gitlab.issue(address);
    expect(calls).toEqual(['gitlab GET gitlab-unreachable', 'gitlab GET 503', 'gitlab GET 200']);
  });
});
