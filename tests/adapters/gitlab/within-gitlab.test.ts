import { describe, expect, it } from 'vitest';
import { withinGitLab } from '../../../src/adapters/gitlab/within-gitlab.ts';
import { connectTo, problemOf, startScripted } from './connect-scripted.ts';
import { sampleIssue } from './sample-issue.ts';

const silent: typeof fetch = async () => new Response('{}');

describe('the address of GitLab', () => {
  it.each([
    ['https://gitlab.example.com', 'https://gitlab.example.com/api/v4/user'],
    ['https://example.com/gitlab', 'https://example.com/gitlab/api/graphql'],
  ])('%s may be asked for %s', async (base, url) => {
    expect((await withinGitLab(base, silent)(url)).ok).toBe(true);
  });

  it.each([
    ['https://gitlab.example.com', 'https://example.com/api/v4/user'],
    ['https://gitlab.example.com', 'http://gitlab.example.com/api/v4/user'],
    ['https://gitlab.example.com', 'https://gitlab.example.com:8443/api/v4/user'],
    ['https://gitlab.example.com', 'https://gitlab.example.com/api/../admin'],
    ['https://example.com/gitlab', 'https://example.com/api/v4/user'],
  ])('%s: the token does not go to %s', async (base, url) => {
    expect(() => withinGitLab(base, silent)(url)).toThrow('is not where GitLab is');
  });
});

describe('what GitLab answers', () => {
  it('cannot send the token to another place by a redirect, a next page or a link', async () => {
    const elsewhere = await startScripted(() => ({ status: 200, json: [] }));
    const next = `<${elsewhere.url}/api/v4/projects/1/issues?page=2&per_page=100>; rel="next"`;
    const { gitlab, asked } = await connectTo((call, number) =>
      number > 3
        ? { status: 302, headers: { location: `${elsewhere.url}/api/v4/user` }, json: {} }
        : {
            status: 200,
            headers: { link: next, 'x-next-page': '2' },
            json: call.query.get('page') === '2' ? [] : [sampleIssue({ web_url: `${elsewhere.url}/1` })],
          },
    );
    const wanted = { project: 1, author: 7, createdAfter: '2026-01-01T00:00:00.000Z' };
    await gitlab.issuesBy(wanted).catch(() => undefined);
    while (asked.length < 4) await gitlab.whoAmI().catch(() => undefined);
    expect((await problemOf(gitlab.whoAmI())).code).toBe('gitlab-moved');
    expect(elsewhere.asked).toEqual([]);
  });
});
