import { describe, expect, it } from 'vitest';
import { startGitLabDouble } from '../../../src/sandbox/gitlab/index.ts';
import { startStory, TOKEN } from './story.ts';

describe('what nobody taught the double', () => {
  it.each([
    ['a route', 'GET', '/projects/2001/pipelines', undefined],
    ['a method', 'DELETE', '/projects/2001/issues/1', undefined],
    ['a query parameter', 'GET', '/projects/2001/issues?search=mark', undefined],
    ['a parameter where none is taken', 'GET', '/user?x=1', undefined],
    ['a body field', 'POST', '/projects/2001/issues', { title: 'x', weather: 'fine' }],
    ['a body where none is taken', 'GET', '/projects/2001/issues/1?with=love', undefined],
  ])('is answered with 501 and held against the test: %s', async (_what, method, path, body) => {
    const { ask, gitlab } = await startStory();
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(501);
    expect(() => gitlab.assertNothingUnforeseen()).toThrow(path.split('?')[0]);
  });

  it('includes acting as somebody else, and strange bodies', async () => {
    const { gitlab } = await startStory();
    const post = async (headers: Record<string, string>, body: string): Promise<number> => {
      const all = { 'PRIVATE-TOKEN': TOKEN, 'content-type': 'application/json', ...headers };
      const url = `${gitlab.url}/api/v4/projects/2001/issues`;
      return (await fetch(url, { method: 'POST', headers: all, body })).status;
    };
    expect(await post({ sudo: 'alice' }, '{"title":"x"}')).toBe(501);
    expect(await post({ 'content-type': 'text/xml' }, '<x/>')).toBe(501);
    expect(await post({}, 'not JSON')).toBe(400);
    expect(await post({}, '[]')).toBe(400);
    expect(gitlab.journal.unforeseen).toHaveLength(2);
  });

  it('is nothing in a story that keeps to the rules', async () => {
    const { ask, gitlab } = await startStory();
    await ask('POST', '/projects/2001/issues', { title: 'x' });
    gitlab.assertNothingUnforeseen();
  });
});

describe('the record of requests', () => {
  it('says what was asked, by whom, and how it ended; never the token', async () => {
    const { ask, gitlab } = await startStory();
    await ask('POST', '/projects/acme%2Fproduction/issues', { title: 'x' });
    await ask('GET', '/projects/2001/issues?iids[]=1&state=opened', undefined, 'unknown');
    expect(gitlab.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/v4/projects/acme%2Fproduction/issues',
        body: { title: 'x' },
        user: 'incident-bot',
        status: 201,
      },
      { method: 'GET', query: { iids: ['1'], state: 'opened' }, user: null, status: 401 },
    ]);
    expect(JSON.stringify(gitlab.requests)).not.toContain(TOKEN);
    gitlab.forgetRequests();
    expect(gitlab.requests).toEqual([]);
  });

  it('tells what ran one after another from what ran together', async () => {
    const { ask, gitlab } = await startStory();
    await ask('GET', '/user');
    await ask('GET', '/user');
    const [first, second] = gitlab.requests;
    expect(first?.endedAt).toBeLessThan(Number(second?.startedAt));
    gitlab.forgetRequests();
    gitlab.faults.next({ kind: 'hang', path: /version/ });
    const hung = ask('GET', '/version').catch(() => 'cut');
    await expect.poll(() => gitlab.requests.length).toBe(1);
    await ask('GET', '/user');
    expect(gitlab.requests.map(({ path, endedAt }) => [path, endedAt === null])).toEqual([
      ['/api/v4/version', true],
      ['/api/v4/user', false],
    ]);
    await gitlab.close();
    expect(await hung).toBe('cut');
  });
});

describe('people in a story', () => {
  it('cannot do what they have no right to', async () => {
    const { gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    const secret = gitlab.as('alice').createIssue(2002, { title: 'hush' });
    expect(() => gitlab.as('bob').createIncident(2001, { title: 'x' })).toThrow('bob may not open incidents');
    expect(() => gitlab.as('bob').setLabels(issue, ['a'])).toThrow('bob may not change');
    expect(() => gitlab.as('bob').close(issue)).toThrow('bob may not change');
    const incident = gitlab.as('alice').createIncident(2001, { title: 'y' });
    const entry = { note: 'x', occurredAt: '2024-10-31T04:00:00.000Z' };
    expect(() => gitlab.as('bob').addTimelineEvent(incident, entry)).toThrow('bob may not write timelines');
    expect(() => gitlab.as('carol').comment(secret, 'x')).toThrow('carol may not see');
    expect(() => gitlab.as('nobody')).toThrow('no user nobody');
  });
});

describe('the picture for drawing', () => {
  it('is plain JSON, and said anew after every change', async () => {
    const { gitlab } = await startStory();
    let changes = 0;
    const stop = gitlab.onChange(() => {
      changes += 1;
    });
    const issue = gitlab.as('alice').createIncident('acme/production', { title: 'x' });
    gitlab.as('alice').comment(issue, 'hello');
    const heard = changes;
    expect(heard).toBeGreaterThan(1);
    stop();
    gitlab.as('alice').close(issue);
    expect(changes).toBe(heard);
    const picture = gitlab.snapshot();
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
    expect(picture.projects.map(({ path, issues }) => [path, issues.length])).toEqual([
      ['acme/production', 1],
      ['acme/secrets', 0],
    ]);
    expect(picture.projects[0]?.issues[0]).toMatchObject({
      type: 'incident',
      state: 'closed',
      url: `${gitlab.url}/acme/production/-/issues/1`,
      notes: [{ author: 'alice', body: 'hello' }, { system: true }],
    });
  });

  it('can be shown at the addresses of the issues', async () => {
    const gitlab = await startGitLabDouble({
      now: () => new Date(0),
      pages: (path) => (path === '/a/b' ? { status: 200, type: 'text/html', body: '<p>hello</p>' } : null),
    });
    expect(await (await fetch(`${gitlab.url}/a/b`)).text()).toBe('<p>hello</p>');
    expect((await fetch(`${gitlab.url}/a/c`)).status).toBe(404);
    expect(gitlab.requests).toEqual([]);
    await gitlab.close();
  });
});

it('fails to start on a port that is taken', async () => {
  const { gitlab } = await startStory();
  const port = Number(new URL(gitlab.url).port);
  await expect(startGitLabDouble({ now: () => new Date(0), port })).rejects.toThrow('EADDRINUSE');
});
