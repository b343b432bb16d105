import { describe, expect, it } from 'vitest';
import { type Answer, START, startStory } from './story.ts';

const iids = (answer: Answer): unknown[] => answer.list.map((issue) => issue.iid);

describe('an issue', () => {
  it('is shown as GitLab shows it', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.as('alice').createIncident(2001, {
      title: 'Jobs are stuck',
      description: 'Text\n\n- [x] one\n- [ ] two',
      labels: ['Service::CI', 'a'],
      assignees: ['alice'],
      severity: 'high',
      dueDate: '2024-11-05',
    });
    const { body } = await ask('GET', '/projects/2001/issues/1');
    expect(body).toMatchObject({
      id: 30_001,
      iid: 1,
      project_id: 2001,
      state: 'opened',
      created_at: START,
      updated_at: START,
      closed_at: null,
      closed_by: null,
      labels: ['Service::CI', 'a'],
      type: 'INCIDENT',
      issue_type: 'incident',
      severity: 'HIGH',
      confidential: false,
      due_date: '2024-11-05',
      moved_to_id: null,
      has_tasks: true,
      task_completion_status: { count: 2, completed_count: 1 },
      task_status: '1 of 2 checklist items completed',
      references: { short: '#1', relative: '#1', full: 'acme/production#1' },
      web_url: `${gitlab.url}/acme/production/-/issues/1`,
      author: { id: 101, username: 'alice' },
      assignee: { id: 101 },
      assignees: [{ id: 101 }],
    });
  });

  it('that is confidential is not found by guests, unless it concerns them', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    gitlab.addToken({ value: 'of carol', user: 'carol' });
    const issue = gitlab.as('alice').createIssue(2001, { title: 'hush', confidential: true });
    const own = gitlab
      .as('alice')
      .createIssue(2001, { title: 'for bob', confidential: true, assignees: ['bob'] });
    const see = async (iid: number, token: string): Promise<number> =>
      (await ask('GET', `/projects/2001/issues/${iid}`, undefined, token)).status;
    expect(await see(issue.iid, 'of bob')).toBe(404);
    expect(await see(issue.iid, 'of carol')).toBe(404);
    expect(await see(own.iid, 'of bob')).toBe(404);
    gitlab.as('alice').setConfidential(own, false);
    gitlab.as('alice').assign(own, ['bob']);
    gitlab.as('alice').setConfidential(own, true);
    expect(await see(own.iid, 'of bob')).toBe(200);
    expect((await ask('GET', `/projects/2001/issues/${issue.iid}`)).status).toBe(200);
    expect(iids(await ask('GET', '/projects/2001/issues', undefined, 'of bob'))).toEqual([own.iid]);
  });

  it('is not found where issues are for members or switched off', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addProject({
      path: 'acme/inside',
      visibility: 'public',
      issuesAccess: 'private',
      members: { alice: 'reporter' },
    });
    gitlab.as('alice').createIssue('acme/inside', { title: 'x' });
    expect((await ask('GET', '/projects/2003/issues/1')).status).toBe(404);
    expect((await ask('GET', '/projects/2003/issues')).list).toEqual([]);
    gitlab.addMember('acme/inside', 'incident-bot', 'guest');
    expect((await ask('GET', '/projects/2003/issues/1')).status).toBe(200);
  });
});

describe('the list of issues', () => {
  it('filters by author, label, state, type, number and time', async () => {
    const { ask, gitlab, pass } = await startStory();
    const alice = gitlab.as('alice');
    alice.createIncident(2001, { title: 'one', labels: ['a', 'b'] });
    pass(60_000);
    alice.createIssue(2001, { title: 'two', labels: ['a'], assignees: ['alice'] });
    pass(60_000);
    await ask('POST', '/projects/2001/issues', { title: 'three' });
    alice.close({ project: 2001, iid: 1 });
    const find = async (query: string): Promise<unknown[]> =>
      iids(await ask('GET', `/projects/2001/issues?${query}`));
    expect(await find('')).toEqual([3, 2, 1]);
    expect(await find('order_by=created_at&sort=asc')).toEqual([1, 2, 3]);
    expect(await find('order_by=updated_at&sort=asc')).toEqual([2, 1, 3]);
    expect(await find('author_id=104')).toEqual([3]);
    expect(await find('author_username=alice&sort=asc')).toEqual([1, 2]);
    expect(await find('labels=a')).toEqual([2, 1]);
    expect(await find('labels=a,b')).toEqual([1]);
    expect(await find('labels=A')).toEqual([]);
    expect(await find('labels=None')).toEqual([3]);
    expect(await find('labels=Any')).toEqual([2, 1]);
    expect(await find('not[labels]=b')).toEqual([3, 2]);
    expect(await find('state=closed')).toEqual([1]);
    expect(await find('state=opened')).toEqual([3, 2]);
    expect(await find('issue_type=incident')).toEqual([1]);
    expect(await find('iids[]=1&iids[]=3')).toEqual([3, 1]);
    expect(await find('assignee_id=101')).toEqual([2]);
    expect(await find('assignee_id=None')).toEqual([3, 1]);
    expect(await find('scope=created_by_me')).toEqual([3]);
    expect(await find('scope=all&confidential=false')).toEqual([3, 2, 1]);
    const second = new Date(Date.parse(START) + 60_000).toISOString();
    expect(await find(`created_after=${second}`)).toEqual([3, 2]);
    expect(await find(`created_before=${second}`)).toEqual([2, 1]);
    expect(await find(`updated_after=${second}`)).toEqual([3, 2, 1]);
    expect(await find(`updated_before=${second}`)).toEqual([2]);
    gitlab.assertNothingUnforeseen();
  });

  it('refuses values that GitLab refuses', async () => {
    const { ask } = await startStory();
    for (const query of ['author_id=x', 'order_by=colour', 'sort=up', 'created_after=soon', 'per_page=0']) {
      expect((await ask('GET', `/projects/2001/issues?${query}`)).status).toBe(400);
    }
    expect((await ask('GET', '/projects/2001/issues?author_id=x')).body).toEqual({
      error: 'author_id is invalid',
    });
  });

  it('comes in pages with a Link to the next', async () => {
    const { ask, gitlab } = await startStory();
    for (let n = 1; n <= 5; n += 1) gitlab.as('alice').createIssue(2001, { title: `${n}` });
    const first = await ask('GET', '/projects/2001/issues?per_page=2&sort=asc');
    expect(iids(first)).toEqual([1, 2]);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'x-page': '1',
      'x-per-page': '2',
      'x-next-page': '2',
      'x-prev-page': '',
      'x-total': '5',
      'x-total-pages': '3',
    });
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(iids(await ask('GET', next.replace(/^.*\/api\/v4/, '')))).toEqual([3, 4]);
    const last = await ask('GET', '/projects/2001/issues?per_page=2&sort=asc&page=3');
    expect(iids(last)).toEqual([5]);
    expect(last.headers.get('x-next-page')).toBe('');
    expect(last.headers.get('link')).not.toContain('rel="next"');
  });

  it('loses a row to paging by number when rows move meanwhile, and none to paging by key', async () => {
    const { ask, gitlab, pass } = await startStory();
    for (let n = 1; n <= 4; n += 1) {
      gitlab.as('alice').createIssue(2001, { title: `${n}` });
      pass(1_000);
    }
    const query = 'order_by=updated_at&sort=asc&per_page=2';
    const byKey = await ask('GET', `/projects/2001/issues?${query}&pagination=keyset`);
    expect(iids(byKey)).toEqual([1, 2]);
    expect(byKey.headers.has('x-total')).toBe(false);
    gitlab.as('alice').setTitle({ project: 2001, iid: 1 }, 'moved to the end');
    expect(iids(await ask('GET', `/projects/2001/issues?${query}&page=2`))).toEqual([4, 1]);
    const next = /<([^>]+)>; rel="next"/.exec(byKey.headers.get('link') ?? '')?.[1] ?? '';
    expect(iids(await ask('GET', next.replace(/^.*\/api\/v4/, '')))).toEqual([3, 4]);
  });

  it('goes by key downwards too, and by number within the same moment', async () => {
    const { ask, gitlab } = await startStory();
    for (let n = 1; n <= 5; n += 1) gitlab.as('alice').createIssue(2001, { title: `${n}` });
    const seen: unknown[] = [];
    let path = '/projects/2001/issues?pagination=keyset&per_page=2&sort=desc';
    while (path !== '') {
      const page = await ask('GET', path);
      seen.push(...iids(page));
      const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
      path = next.replace(/^.*\/api\/v4/, '');
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    expect((await ask('GET', '/projects/2001/issues?pagination=keyset&cursor=nonsense')).status).toBe(400);
  });

  it('ignores the wish for keys before 18.3', async () => {
    const { ask, gitlab } = await startStory({ version: '18.2.0' });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    const answer = await ask('GET', '/projects/2001/issues?pagination=keyset&per_page=1');
    expect(answer.headers.get('x-total')).toBe('1');
  });
});
