import { describe, expect, it } from 'vitest';
import { START, startStory } from './story.ts';

describe('creating an issue', () => {
  it('takes what the role may set, and makes unknown labels', async () => {
    const { ask, gitlab } = await startStory();
    const { status, body } = await ask('POST', '/projects/2001/issues', {
      title: 'Incident Review: Jobs are stuck',
      description: 'Text\r\nmore  \n\n',
      labels: 'IncidentReview, severity::2,',
      assignee_ids: [101, 102],
      due_date: '2024-11-07',
      confidential: true,
      issue_type: 'issue',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 30_001,
      iid: 1,
      description: 'Text\nmore',
      labels: ['IncidentReview', 'severity::2'],
      due_date: '2024-11-07',
      confidential: true,
      author: { username: 'incident-bot' },
    });
    // bob is a guest and may not read what is confidential: he is left out without a word.
    expect(body.assignees).toMatchObject([{ username: 'alice' }]);
    expect(gitlab.issue({ project: 2001, iid: 1 }).labels).toEqual(['IncidentReview', 'severity::2']);
  });

  it('counts ids over all projects and iids per project', async () => {
    const { gitlab } = await startStory();
    const alice = gitlab.as('alice');
    expect(alice.createIssue(2001, { title: 'a' })).toEqual({ id: 30_001, iid: 1, project: 2001 });
    expect(alice.createIssue(2002, { title: 'b' })).toEqual({ id: 30_002, iid: 1, project: 2002 });
    expect(alice.createIssue(2001, { title: 'c' })).toEqual({ id: 30_003, iid: 2, project: 2001 });
  });

  it('drops labels, people and dates of guests, and times and numbers of all but owners', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    const wish = { title: 'x', labels: 'a', assignee_ids: [102], due_date: '2024-11-07', confidential: true };
    const { status, body } = await ask('POST', '/projects/2001/issues', wish, 'of bob');
    expect(status).toBe(201);
    expect(body).toMatchObject({ labels: [], assignees: [], due_date: null, confidential: true });
    const early = { title: 'x', created_at: '2020-01-01T00:00:00Z', iid: 77 };
    expect((await ask('POST', '/projects/2001/issues', early)).body).toMatchObject({
      iid: 2,
      created_at: START,
    });
    gitlab.addMember(2001, 'incident-bot', 'owner');
    expect((await ask('POST', '/projects/2001/issues', early)).body).toMatchObject({
      iid: 77,
      created_at: '2020-01-01T00:00:00.000Z',
    });
    expect((await ask('POST', '/projects/2001/issues', early)).status).toBe(409);
    expect((await ask('POST', '/projects/2001/issues', { title: 'next' })).body.iid).toBe(78);
  });

  it('makes an ordinary issue of an incident that a guest wants', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    const wish = { title: 'x', issue_type: 'incident' };
    expect((await ask('POST', '/projects/2001/issues', wish, 'of bob')).body.issue_type).toBe('issue');
    expect((await ask('POST', '/projects/2001/issues', wish)).body.issue_type).toBe('incident');
  });

  it('drops people who do not exist or cannot read the project, and all but one on Free', async () => {
    const { ask, gitlab } = await startStory({ tier: 'free' });
    const assigned = async (ids: number[]): Promise<unknown> =>
      (await ask('POST', '/projects/2001/issues', { title: 'x', assignee_ids: ids })).body.assignees;
    expect(await assigned([999])).toEqual([]);
    expect(await assigned([101, 102])).toMatchObject([{ id: 101 }]);
    gitlab.setUserState('bob', 'blocked');
    expect(await assigned([102])).toEqual([]);
    const old = await ask('POST', '/projects/2001/issues', { title: 'x', assignee_id: 103 });
    expect(old.body.assignee).toMatchObject({ id: 103 });
  });

  it('refuses what is missing, empty or too long', async () => {
    const { ask } = await startStory();
    const create = (body: unknown) => ask('POST', '/projects/2001/issues', body);
    expect((await create({ description: 'x' })).body).toEqual({ error: 'title is missing' });
    expect((await create({ title: ' ' })).body).toEqual({ message: { title: ["can't be blank"] } });
    expect((await create({ title: 'x'.repeat(255) })).status).toBe(201);
    expect((await create({ title: 'x'.repeat(256) })).body).toEqual({
      message: { title: ['is too long (maximum is 255 characters)'] },
    });
    const long = await create({ title: 'x', description: 'x'.repeat(1_048_577) });
    expect(long.status).toBe(400);
    expect(long.body).toEqual({
      message: { description: ['is too long (maximum is 1048576 characters)'] },
    });
    expect((await create({ title: 'x', due_date: '2024-02-30' })).status).toBe(400);
    expect((await create({ title: 'x', issue_type: 'epic' })).status).toBe(400);
  });

  it('is not found, or forbidden, where one may not', async () => {
    const { ask, gitlab } = await startStory();
    expect((await ask('POST', '/projects/2002/issues', { title: 'x' })).status).toBe(404);
    gitlab.addProject({ path: 'acme/old', visibility: 'public', archived: true });
    expect((await ask('POST', '/projects/acme%2Fold/issues', { title: 'x' })).status).toBe(403);
  });

  it('takes a form as well as JSON', async () => {
    const { gitlab } = await startStory();
    const response = await fetch(`${gitlab.url}/api/v4/projects/2001/issues`, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': 'glpat-of-the-bot' },
      body: new URLSearchParams([
        ['title', 'from a form'],
        ['assignee_ids[]', '101'],
        ['assignee_ids[]', '102'],
      ]),
    });
    expect(await response.json()).toMatchObject({
      title: 'from a form',
      assignees: [{ id: 101 }, { id: 102 }],
    });
  });
});

describe('changing an issue', () => {
  it('adds, takes away and replaces labels, and remembers who did when', async () => {
    const { ask, gitlab, pass } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x', labels: ['a'] });
    pass(1_000);
    const put = async (body: unknown): Promise<unknown> =>
      (await ask('PUT', '/projects/2001/issues/1', body)).body.labels;
    expect(await put({ add_labels: 'b,c' })).toEqual(['a', 'b', 'c']);
    expect(await put({ remove_labels: 'a' })).toEqual(['b', 'c']);
    expect(await put({ labels: 'd' })).toEqual(['d']);
    expect(await put({ labels: '' })).toEqual([]);
    const { list } = await ask('GET', `/projects/2001/issues/${issue.iid}/resource_label_events`);
    expect(list[0]).toMatchObject({
      action: 'add',
      label: { name: 'a' },
      user: { username: 'alice' },
      created_at: START,
      resource_type: 'Issue',
      resource_id: issue.id,
    });
    expect(list[1]).toMatchObject({
      action: 'add',
      label: { name: 'b' },
      user: { username: 'incident-bot' },
      created_at: '2024-10-31T04:18:01.000Z',
    });
    const did = (action: string, name: string) => ({ action, label: { name } });
    expect(list).toMatchObject([
      ...[did('add', 'a'), did('add', 'b'), did('add', 'c')],
      did('remove', 'a'),
      ...[did('remove', 'b'), did('remove', 'c'), did('add', 'd')],
      did('remove', 'd'),
    ]);
  });

  it('shows null for a label that was deleted since', async () => {
    const { ask, gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x', labels: ['a', 'b'] });
    gitlab.deleteLabel(2001, 'a');
    expect(gitlab.issue(issue).labels).toEqual(['b']);
    const { list } = await ask('GET', '/projects/2001/issues/1/resource_label_events');
    expect(list).toMatchObject([{ label: null }, { label: { name: 'b' } }]);
  });

  it('keeps one label of a scope on Premium, and all on Free', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.as('alice').createIssue(2001, { title: 'x', labels: ['severity::3'] });
    const add = async (label: string): Promise<unknown> =>
      (await ask('PUT', '/projects/2001/issues/1', { add_labels: label })).body.labels;
    expect(await add('severity::1')).toEqual(['severity::1']);
    gitlab.configure({ tier: 'free' });
    expect(await add('severity::2')).toEqual(['severity::1', 'severity::2']);
  });

  it('changes the state and remembers it', async () => {
    const { ask, pass } = await startStory();
    await ask('POST', '/projects/2001/issues', { title: 'x' });
    pass(1_000);
    const closed = await ask('PUT', '/projects/2001/issues/1', { state_event: 'close' });
    expect(closed.body).toMatchObject({
      state: 'closed',
      closed_at: '2024-10-31T04:18:01.000Z',
      closed_by: { username: 'incident-bot' },
    });
    const reopened = await ask('PUT', '/projects/2001/issues/1', { state_event: 'reopen' });
    expect(reopened.body).toMatchObject({ state: 'opened', closed_at: null, closed_by: null });
    const { list } = await ask('GET', '/projects/2001/issues/1/resource_state_events');
    expect(list.map((event) => event.state)).toEqual(['closed', 'reopened']);
  });

  it('drops what the role may not set, and refuses strangers', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    await ask('POST', '/projects/2001/issues', { title: 'x', description: 'of bob' }, 'of bob');
    const own = await ask(
      'PUT',
      '/projects/2001/issues/1',
      { title: 'y', labels: 'a', confidential: true, due_date: '2024-11-07', assignee_ids: [102] },
      'of bob',
    );
    expect(own.body).toMatchObject({
      title: 'y',
      labels: [],
      confidential: false,
      due_date: null,
      assignees: [],
    });
    gitlab.addToken({ value: 'of carol', user: 'carol' });
    expect((await ask('PUT', '/projects/2001/issues/1', { title: 'z' }, 'of carol')).status).toBe(403);
  });

  it('leaves the people when none of the wanted may read it, and takes all off for 0', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.as('alice').createIssue(2001, { title: 'x', assignees: ['alice'] });
    const assigned = async (body: unknown): Promise<unknown> =>
      (await ask('PUT', '/projects/2001/issues/1', body)).body.assignees;
    expect(await assigned({ assignee_ids: [999] })).toMatchObject([{ id: 101 }]);
    expect(await assigned({ assignee_id: 103 })).toMatchObject([{ id: 103 }]);
    expect(await assigned({ assignee_ids: [0] })).toEqual([]);
    await assigned({ assignee_ids: [101] });
    expect(await assigned({ assignee_ids: [] })).toEqual([]);
  });

  it('rewrites stored text even when only labels are asked for', async () => {
    const { ask, gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.unsafeStoreDescription(issue, 'One\r\n/close\r\nTwo ');
    const { body } = await ask('PUT', '/projects/2001/issues/1', { add_labels: 'a' });
    expect(body).toMatchObject({ description: 'One\nTwo', state: 'opened' });
    expect(gitlab.journal.commands).toEqual([]);
  });

  it('has no lock: the last writer wins', async () => {
    const { ask, gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x', description: 'base' });
    gitlab.as('alice').editDescription(issue, 'a person wrote this');
    await ask('PUT', '/projects/2001/issues/1', { description: 'base and the bot' });
    expect(gitlab.issue(issue).description).toBe('base and the bot');
  });

  it('needs something to change, and knows its limits', async () => {
    const { ask } = await startStory();
    await ask('POST', '/projects/2001/issues', { title: 'x', due_date: '2024-11-07' });
    const put = (body: unknown) => ask('PUT', '/projects/2001/issues/1', body);
    expect((await put({})).status).toBe(400);
    expect((await put({ title: '' })).status).toBe(400);
    expect((await put({ state_event: 'vanish' })).status).toBe(400);
    expect((await put({ due_date: null })).body.due_date).toBeNull();
    expect((await put({ updated_at: '2020-01-01T00:00:00Z', title: 'y' })).body.updated_at).toBe(START);
    expect((await ask('PUT', '/projects/2001/issues/9', { title: 'x' })).status).toBe(404);
  });
});
