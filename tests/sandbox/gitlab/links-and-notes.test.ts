import { describe, expect, it } from 'vitest';
import { startStory } from './story.ts';

describe('links', () => {
  it('are seen from both sides, and said in both by a system note', async () => {
    const { ask, gitlab } = await startStory();
    const incident = gitlab.as('alice').createIncident(2001, { title: 'an incident' });
    const review = gitlab.as('alice').createIssue(2001, { title: 'a review' });
    const made = await ask('POST', `/projects/2001/issues/${review.iid}/links`, {
      target_project_id: 2001,
      target_issue_iid: incident.iid,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      link_type: 'relates_to',
      source_issue: { iid: review.iid },
      target_issue: { iid: incident.iid },
    });
    const { list } = await ask('GET', `/projects/2001/issues/${incident.iid}/links`);
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({
      id: review.id,
      title: 'a review',
      link_type: 'relates_to',
      issue_link_id: made.body.id,
      references: { full: 'acme/production#2' },
    });
    for (const issue of [incident, review]) {
      expect(gitlab.issue(issue).notes.map((note) => note.system)).toEqual([true]);
    }
  });

  it('are made once, in whichever direction', async () => {
    const { ask, gitlab } = await startStory();
    for (const title of ['one', 'two']) gitlab.as('alice').createIssue(2001, { title });
    const link = (from: number, to: number) =>
      ask('POST', `/projects/2001/issues/${from}/links`, { target_project_id: '2001', target_issue_iid: to });
    expect((await link(1, 2)).status).toBe(201);
    const again = await link(1, 2);
    expect([again.status, again.body]).toEqual([409, { message: 'Issue(s) already assigned' }]);
    expect((await link(2, 1)).status).toBe(409);
    expect((await link(1, 1)).status).toBe(422);
  });

  it('turn round with the side they are seen from, and block only on Premium', async () => {
    const { ask, gitlab } = await startStory();
    for (const title of ['one', 'two', 'three']) gitlab.as('alice').createIssue(2001, { title });
    const link = (to: number) =>
      ask('POST', '/projects/2001/issues/1/links', {
        target_project_id: 2001,
        target_issue_iid: to,
        link_type: 'blocks',
      });
    expect((await link(2)).status).toBe(201);
    const { list } = await ask('GET', '/projects/2001/issues/2/links');
    expect(list[0]?.link_type).toBe('is_blocked_by');
    gitlab.configure({ tier: 'free' });
    expect((await link(3)).status).toBe(403);
  });

  it('need both issues to be visible and both projects to be one’s own', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    const secret = gitlab.as('alice').createIssue(2002, { title: 'hush' });
    const wish = { target_project_id: 2002, target_issue_iid: secret.iid };
    expect((await ask('POST', '/projects/2001/issues/1/links', wish)).status).toBe(404);
    gitlab.as('alice').link({ project: 2001, iid: 1 }, secret);
    expect((await ask('GET', '/projects/2001/issues/1/links')).list).toEqual([]);
    gitlab.addToken({ value: 'of carol', user: 'carol' });
    gitlab.as('alice').createIssue(2001, { title: 'y' });
    const stranger = { target_project_id: 2001, target_issue_iid: 2 };
    expect((await ask('POST', '/projects/2001/issues/1/links', stranger, 'of carol')).status).toBe(403);
  });
});

describe('notes', () => {
  it('are listed newest first, GitLab’s own among them', async () => {
    const { ask, gitlab, pass } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.as('alice').comment(issue, 'first');
    pass(1_000);
    gitlab.as('alice').setTitle(issue, 'y');
    pass(1_000);
    const posted = await ask('POST', '/projects/2001/issues/1/notes', { body: 'third\r\n' });
    expect(posted.status).toBe(201);
    expect(posted.body).toMatchObject({
      body: 'third',
      system: false,
      internal: false,
      author: { username: 'incident-bot' },
      noteable_type: 'Issue',
      noteable_iid: 1,
    });
    const bodies = async (query: string): Promise<unknown[]> =>
      (await ask('GET', `/projects/2001/issues/1/notes${query}`)).list.map((note) => note.body);
    expect(await bodies('')).toEqual(['third', 'changed title from **x** to **y**', 'first']);
    expect(await bodies('?sort=asc&order_by=created_at&activity_filter=only_comments')).toEqual([
      'first',
      'third',
    ]);
    expect((await ask('GET', '/projects/2001/issues/1')).body.user_notes_count).toBe(2);
  });

  it('are read and edited one by one, by their authors alone', async () => {
    const { ask, gitlab, pass } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.as('alice').createIssue(2001, { title: 'y' });
    const { body } = await ask('POST', '/projects/2001/issues/1/notes', { body: 'first' });
    const path = `/projects/2001/issues/1/notes/${body.id}`;
    pass(1_000);
    expect((await ask('PUT', path, { body: 'second  \n/close\n' })).body).toMatchObject({
      id: body.id,
      body: 'second',
      created_at: body.created_at,
      updated_at: '2024-10-31T04:18:01.000Z',
    });
    expect((await ask('GET', path)).body).toMatchObject({ id: body.id, body: 'second' });
    expect(gitlab.issue(issue).state).toBe('opened');
    const theirs = gitlab.as('alice').comment(issue, 'hers');
    const status = async (method: string, note: unknown, wish?: object, iid = 1) =>
      (await ask(method, `/projects/2001/issues/${iid}/notes/${note}`, wish)).status;
    expect(await status('PUT', theirs, { body: 'mine' })).toBe(403);
    expect(await status('PUT', body.id, {})).toBe(400);
    expect(await status('PUT', body.id, { body: ' ' })).toBe(400);
    expect(await status('PUT', body.id, { body: 'x' }, 2)).toBe(404);
    expect(await status('GET', body.id, undefined, 2)).toBe(404);
    gitlab.as('alice').deleteComment(Number(body.id));
    expect(await status('PUT', body.id, { body: 'x' })).toBe(404);
    expect(await status('GET', body.id)).toBe(404);
  });

  it('that are internal are for members from Planner on', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.as('alice').comment(issue, 'hush', { internal: true });
    expect((await ask('GET', '/projects/2001/issues/1/notes')).list).toHaveLength(1);
    expect((await ask('GET', '/projects/2001/issues/1/notes', undefined, 'of bob')).list).toEqual([]);
    const wish = { body: 'not so', internal: true };
    expect((await ask('POST', '/projects/2001/issues/1/notes', wish, 'of bob')).body.internal).toBe(false);
    expect((await ask('POST', '/projects/2001/issues/1/notes', wish)).body.internal).toBe(true);
  });

  it('of nothing but quick actions answer 202 and are not kept', async () => {
    const { ask, gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    const posted = await ask('POST', '/projects/2001/issues/1/notes', { body: '/close\n/severity high' });
    expect(posted.status).toBe(202);
    expect(posted.body).toMatchObject({ commands_changes: { close: true } });
    expect(posted.body).not.toHaveProperty('id');
    expect(gitlab.issue(issue)).toMatchObject({ state: 'closed', notes: [] });
  });

  it('may not be empty or endless', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    const post = async (body: unknown): Promise<number> =>
      (await ask('POST', '/projects/2001/issues/1/notes', body)).status;
    expect(await post({})).toBe(400);
    expect(await post({ body: ' ' })).toBe(400);
    expect(await post({ body: 'x'.repeat(1_000_001) })).toBe(400);
  });
});
