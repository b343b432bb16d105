import { describe, expect, it } from 'vitest';
import { startStory } from './story.ts';

describe('quick actions in a description', () => {
  it('run on create with the rights of the writer, and are cut out', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addLabel(2001, 'two words');
    gitlab.as('alice').createIssue(2001, { title: 'a target' });
    const { body } = await ask('POST', '/projects/2001/issues', {
      title: 'x',
      description: [
        'Hello',
        '/label ~"two words" ~unknown',
        '/assign @alice @nobody',
        '/due 2024-11-07',
        '/confidential',
        '/title Renamed',
        '/relate #1',
      ].join('\n'),
    });
    expect(body).toMatchObject({
      title: 'Renamed',
      description: 'Hello',
      labels: ['two words'],
      due_date: '2024-11-07',
      confidential: true,
      assignees: [{ username: 'alice' }],
    });
    expect(gitlab.issue({ project: 2001, iid: 2 }).linkedTo).toEqual([{ id: 30_001, type: 'relates_to' }]);
    expect(gitlab.journal.commands.map((command) => command.name)).toEqual([
      'label',
      'assign',
      'due',
      'confidential',
      'title',
      'relate',
    ]);
  });

  it('run on an update only if they are new', async () => {
    const { ask, gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.unsafeStoreDescription(issue, 'old\n/close');
    const put = (description: string) => ask('PUT', '/projects/2001/issues/1', { description });
    expect((await put('old\n/close\nmore')).body).toMatchObject({
      state: 'opened',
      description: 'old\nmore',
    });
    expect((await put('old\n/close')).body).toMatchObject({ state: 'closed', description: 'old' });
    expect((await put('/reopen\n/due tomorrow')).body).toMatchObject({
      state: 'opened',
      due_date: '2024-11-01',
    });
    expect((await put('/remove_due_date')).body.due_date).toBeNull();
  });

  it('do nothing for those who have no right to it, and are cut out all the same', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    gitlab.addLabel(2001, 'bug');
    const wish = { title: 'x', description: 'Hello\n/label ~bug\n/due tomorrow\n/assign me' };
    const { body } = await ask('POST', '/projects/2001/issues', wish, 'of bob');
    expect(body).toMatchObject({ description: 'Hello', labels: [], due_date: null, assignees: [] });
  });

  it('that cannot be understood leave what the request asked for', async () => {
    const { ask } = await startStory();
    const { body } = await ask('POST', '/projects/2001/issues', {
      title: 'x',
      description: '/due someday\n/assign @nobody\n/title',
      due_date: '2024-11-07',
      assignee_ids: [101],
    });
    expect(body).toMatchObject({ title: 'x', due_date: '2024-11-07', assignees: [{ id: 101 }] });
  });

  it('run in older GitLab where newer ones leave them alone', async () => {
    const { ask, gitlab } = await startStory({ version: '16.9.0' });
    const wish = { title: 'x', description: '- a list\n/confidential' };
    expect((await ask('POST', '/projects/2001/issues', wish)).body.confidential).toBe(true);
    gitlab.configure({ version: '16.10.0' });
    expect((await ask('POST', '/projects/2001/issues', wish)).body.confidential).toBe(false);
  });

  it('that the double does not play are held against the test', async () => {
    const { ask, gitlab } = await startStory();
    const wish = { title: 'x', description: 'Hello\n/move acme/secrets' };
    expect((await ask('POST', '/projects/2001/issues', wish)).body.description).toBe('Hello');
    expect(() => gitlab.assertNothingUnforeseen()).toThrow('/move');
  });
});

describe('quick actions in a note', () => {
  it('change the incident', async () => {
    const { gitlab } = await startStory();
    const alice = gitlab.as('alice');
    gitlab.addLabel(2001, 'bug');
    const incident = alice.createIncident(2001, { title: 'x', labels: ['bug'], assignees: ['alice', 'bob'] });
    const note = alice.comment(
      incident,
      'Look\n\n/severity S2\n/unlabel ~bug\n/unassign @bob\n/timeline it began | 2024-10-30 22:05',
    );
    expect(gitlab.issue(incident)).toMatchObject({
      severity: 'high',
      labels: [],
      assignees: ['alice'],
      timeline: [{ note: 'it began', occurredAt: '2024-10-30T22:05:00.000Z', tags: [] }],
    });
    expect(gitlab.issue(incident).notes.find((one) => one.id === note)?.body).toBe('Look');
  });
});

describe('mentions', () => {
  it('notify people who can read the issue, groups and everybody, with a bot’s words as with a person’s', async () => {
    const { ask, gitlab } = await startStory();
    const description = '@alice @carol @nobody @acme @all and `@bob`';
    await ask('POST', '/projects/2001/issues', { title: 'x', description, confidential: true });
    expect(gitlab.journal.mentions.map(({ kind, name, by }) => [kind, name, by])).toEqual([
      ['user', 'alice', 'incident-bot'],
      ['group', 'acme', 'incident-bot'],
      ['all', 'all', 'incident-bot'],
    ]);
  });

  it('notify once, not again with every edit', async () => {
    const { gitlab } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x', description: '@bob' });
    gitlab.as('alice').editDescription(issue, '@bob and more');
    gitlab.as('alice').comment(issue, '@bob');
    expect(gitlab.journal.mentions.map(({ name, where }) => [name, where])).toEqual([
      ['bob', 'description'],
      ['bob', 'note'],
    ]);
  });
});

describe('references', () => {
  it('leave a note in the issue they name, and so tell that the writer’s issue exists', async () => {
    const { gitlab } = await startStory();
    const secret = gitlab.as('alice').createIssue(2002, { title: 'hush' });
    const open = gitlab.as('alice').createIssue(2001, { title: 'x', description: 'see acme/secrets#1' });
    expect(gitlab.journal.crossReferences).toEqual([
      { fromIssueId: open.id, toIssueId: secret.id, by: 'alice' },
    ]);
    expect(gitlab.issue(secret).notes.map((note) => note.body)).toEqual([
      'mentioned in issue acme/production#1',
    ]);
  });

  it('lead nowhere for those who cannot see the other issue', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.as('alice').createIssue(2002, { title: 'hush' });
    await ask('POST', '/projects/2001/issues', { title: 'x', description: 'acme/secrets#1 and `#1`' });
    expect(gitlab.journal.crossReferences).toEqual([]);
  });
});
