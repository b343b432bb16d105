import { describe, expect, it } from 'vitest';
import { only, startHooked } from './hooked.ts';
import { START } from './story.ts';

describe('confidential events', () => {
  it('have a switch, a header and an event type of their own', async () => {
    const { gitlab, received, hook } = await startHooked();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.as('alice').setConfidential(issue, true);
    await gitlab.settled();
    const hushed = only(received, 'update');
    expect(hushed.headers['x-gitlab-event']).toBe('Confidential Issue Hook');
    expect(hushed.body).toMatchObject({
      object_kind: 'issue',
      event_type: 'confidential_issue',
      changes: { confidential: { previous: false, current: true } },
    });
    received.length = 0;
    hook.confidentialIssues = false;
    gitlab.as('alice').setTitle(issue, 'nobody hears this');
    gitlab.as('alice').setConfidential(issue, false);
    await gitlab.settled();
    expect(received.map(({ body }) => body.event_type)).toEqual(['issue']);
  });

  it('of incidents made in the pages are confidential work items', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIncident(2001, { title: 'x', confidential: true });
    await gitlab.settled();
    expect(received[0]?.body.event_type).toBe('confidential_work_item');
  });

  it('are internal notes, and any note on a confidential issue', async () => {
    const { gitlab, received, hook } = await startHooked();
    const open = gitlab.as('alice').createIssue(2001, { title: 'x' });
    const secret = gitlab.as('alice').createIssue(2001, { title: 'y', confidential: true });
    await gitlab.settled();
    const comment = async (issue: typeof open, internal: boolean): Promise<unknown[]> => {
      received.length = 0;
      gitlab.as('alice').comment(issue, 'hello', { internal });
      await gitlab.settled();
      return received.flatMap(({ body, headers }) => [headers['x-gitlab-event'], body.event_type]);
    };
    expect(await comment(open, false)).toEqual(['Note Hook', 'note']);
    expect(await comment(open, true)).toEqual(['Confidential Note Hook', 'confidential_note']);
    expect(await comment(secret, false)).toEqual(['Confidential Note Hook', 'confidential_note']);
    hook.confidentialNotes = false;
    expect(await comment(secret, false)).toEqual([]);
    hook.notes = false;
    expect(await comment(open, false)).toEqual([]);
  });
});

describe('notes', () => {
  it('are told with the issue they stand on, and again when they are edited', async () => {
    const { gitlab, received } = await startHooked();
    const incident = gitlab.as('alice').createIncident(2001, { title: 'x' });
    await gitlab.settled();
    received.length = 0;
    const id = gitlab.as('alice').comment(incident, 'hello');
    await gitlab.settled();
    expect(received[0]?.body).toMatchObject({
      object_kind: 'note',
      object_attributes: { id, note: 'hello', action: 'create', noteable_type: 'Issue', system: false },
      issue: { id: incident.id, iid: 1, type: 'Incident', state: 'opened' },
    });
    gitlab.as('alice').editComment(Number(id), 'hello again');
    await gitlab.settled();
    expect(only(received, 'update').body.object_attributes.note).toBe('hello again');
  });

  it('of GitLab itself, links, timeline events and deletions tell nobody', async () => {
    const { gitlab, received } = await startHooked();
    const alice = gitlab.as('alice');
    const one = alice.createIncident(2001, { title: 'one' });
    const two = alice.createIssue(2001, { title: 'two' });
    await gitlab.settled();
    received.length = 0;
    alice.link(one, two);
    alice.unlink(one, two);
    alice.addTimelineEvent(one, { note: 'it began', occurredAt: START, tags: ['Start time'] });
    alice.deleteIssue(two);
    await gitlab.settled();
    expect(received).toEqual([]);
  });
});

describe('moving an incident', () => {
  it('opens another one there and closes this one here', async () => {
    const { ask, gitlab, received, receiver } = await startHooked();
    gitlab.addHook(2002, { url: receiver.url });
    const alice = gitlab.as('alice');
    const incident = alice.createIncident(2001, { title: 'x', labels: ['a'], severity: 'high' });
    const other = alice.createIssue(2001, { title: 'other' });
    alice.link(incident, other);
    alice.comment(incident, 'hello');
    alice.addTimelineEvent(incident, { note: 'it began', occurredAt: START });
    await gitlab.settled();
    received.length = 0;
    const moved = alice.move(incident, 2002);
    await gitlab.settled();
    expect(moved).toEqual({ id: 30_003, iid: 1, project: 2002 });
    expect((await ask('GET', '/projects/2001/issues/1')).body).toMatchObject({
      state: 'closed',
      moved_to_id: moved.id,
    });
    expect(gitlab.issue(moved)).toMatchObject({
      state: 'opened',
      labels: ['a'],
      severity: 'high',
      linkedTo: [{ id: other.id }],
      timeline: [{ note: 'it began' }],
    });
    expect(gitlab.issue(moved).notes.some((note) => note.body === 'hello')).toBe(true);
    expect(only(received, 'open').body.object_attributes).toMatchObject({ id: moved.id, project_id: 2002 });
    expect(only(received, 'close').body.object_attributes).toMatchObject({ id: incident.id });
    const telling = received.find(({ body }) => body.changes.moved_to_id);
    expect(telling?.body.changes.moved_to_id).toEqual({ previous: null, current: moved.id });
  });

  it('is another matter than making an issue of it', async () => {
    const { gitlab, received } = await startHooked();
    const incident = gitlab.as('alice').createIncident(2001, { title: 'x' });
    gitlab.as('alice').setType(incident, 'issue');
    await gitlab.settled();
    expect(only(received, 'update').body.object_attributes).toMatchObject({ id: incident.id, type: 'Issue' });
  });
});
