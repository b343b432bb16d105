import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { GitLabDoubleOptions } from '../../../src/sandbox/gitlab/index.ts';
import { type Received, SIGNING_TOKEN, START, startReceiver, startStory } from './story.ts';

async function startHooked(options: Partial<GitLabDoubleOptions> = {}) {
  const story = await startStory(options);
  const receiver = await startReceiver();
  const hook = story.gitlab.addHook(2001, { url: receiver.url, token: 'the hook’s secret'.slice(0, 8) });
  return { ...story, hook, receiver, received: receiver.received };
}

const actions = (received: readonly Received[]): unknown[] =>
  received
    .map(({ body }) => [body.object_kind, body.object_attributes.action])
    .toSorted((a, b) => String(a).localeCompare(String(b)));

const only = (received: readonly Received[], action: string): Received => {
  const found = received.filter(({ body }) => body.object_attributes.action === action);
  expect(found).toHaveLength(1);
  const [first] = found;
  if (!first) throw new Error(`no ${action}`);
  return first;
};

describe('one closure of an incident', () => {
  it('is told twice: close, then update with the escalation, under different keys', async () => {
    const { gitlab, received, pass } = await startHooked();
    const incident = gitlab.as('alice').createIncident(2001, { title: 'x', severity: 'critical' });
    await gitlab.settled();
    received.length = 0;
    pass(60_000);
    gitlab.as('alice').close(incident);
    await gitlab.settled();
    expect(received).toHaveLength(2);
    const [close, echo] = received;
    const closedAt = '2024-10-31T04:19:00.000Z';
    expect(close?.body).toMatchObject({
      object_kind: 'issue',
      event_type: 'issue',
      object_attributes: {
        action: 'close',
        state: 'closed',
        state_id: 2,
        closed_at: closedAt,
        updated_at: closedAt,
        type: 'Incident',
        severity: 'critical',
        escalation_status: 'resolved',
        escalation_policy: null,
      },
      changes: {
        state_id: { previous: 1, current: 2 },
        closed_at: { previous: null, current: closedAt },
        updated_at: { previous: START, current: closedAt },
      },
    });
    expect(close?.body.changes).not.toHaveProperty('escalation_status');
    expect(echo?.body).toMatchObject({
      object_kind: 'work_item',
      event_type: 'work_item',
      object_attributes: { action: 'update', closed_at: closedAt },
      changes: {
        state_id: { previous: 1, current: 2 },
        closed_at: { current: closedAt },
        escalation_status: { previous: 'triggered', current: 'resolved' },
      },
    });
    expect(close?.headers['idempotency-key']).not.toBe(echo?.headers['idempotency-key']);
  });

  it('is told once after a reopen, since the incident stayed resolved', async () => {
    const { gitlab, received } = await startHooked();
    const alice = gitlab.as('alice');
    const incident = alice.createIncident(2001, { title: 'x' });
    alice.close(incident);
    alice.reopen(incident);
    await gitlab.settled();
    expect(only(received, 'reopen').body).toMatchObject({
      object_kind: 'issue',
      object_attributes: { state: 'opened', closed_at: null, escalation_status: 'resolved' },
      changes: { state_id: { previous: 2, current: 1 } },
    });
    received.length = 0;
    alice.close(incident);
    await gitlab.settled();
    expect(actions(received)).toEqual([['issue', 'close']]);
  });

  it('of an ordinary issue is told once', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').close(gitlab.as('alice').createIssue(2001, { title: 'x' }));
    await gitlab.settled();
    expect(actions(received)).toEqual([
      ['issue', 'close'],
      ['issue', 'open'],
    ]);
    expect(only(received, 'close').body.object_attributes).not.toHaveProperty('escalation_status');
  });

  it('by REST, with other fields, is told as close and as updates, all of kind issue', async () => {
    const { ask, gitlab, received } = await startHooked();
    gitlab.as('alice').createIncident(2001, { title: 'x' });
    await gitlab.settled();
    received.length = 0;
    await ask('PUT', '/projects/2001/issues/1', { state_event: 'close', add_labels: 'done' });
    await gitlab.settled();
    expect(actions(received)).toEqual([
      ['issue', 'close'],
      ['issue', 'update'],
      ['issue', 'update'],
    ]);
  });
});

describe('a delivery', () => {
  it('carries GitLab’s headers', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    const uuid = expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'GitLab/19.0.1-ee',
      'idempotency-key': uuid,
      'x-gitlab-event': 'Issue Hook',
      'x-gitlab-event-uuid': uuid,
      'x-gitlab-webhook-uuid': uuid,
      'x-gitlab-instance': gitlab.url,
      'x-gitlab-token': 'the hook',
    });
    expect(received[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  it('is signed when the hook has a signing token, so that a common verifier accepts it', async () => {
    const { gitlab } = await startStory({ now: () => new Date() });
    const receiver = await startReceiver();
    gitlab.addHook(2001, { url: receiver.url, signingToken: SIGNING_TOKEN });
    gitlab.as('alice').createIssue(2001, { title: 'x – ü' });
    await gitlab.settled();
    const [first] = receiver.received;
    if (!first) throw new Error('nothing came');
    const headers: Record<string, string> = {};
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      headers[name] = String(first.headers[name]);
    }
    expect(new Webhook(SIGNING_TOKEN).verify(first.raw, headers)).toEqual(first.body);
    expect(() => new Webhook(SIGNING_TOKEN).verify(`${first.raw} `, headers)).toThrow();
    expect(headers['webhook-id']).toBe(first.headers['idempotency-key']);
    expect(first.headers).not.toHaveProperty('x-gitlab-token');
  });

  it('is not signed before 19.0, where the signing token is ignored', async () => {
    const { gitlab } = await startStory({ version: '18.11.0' });
    const receiver = await startReceiver();
    gitlab.addHook(2001, { url: receiver.url, signingToken: SIGNING_TOKEN });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(receiver.received[0]?.headers).not.toHaveProperty('webhook-id');
  });

  it('shows project, people and labels, and no e-mail address', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIncident(2001, { title: 'x', labels: ['Service::CI'], assignees: ['bob'] });
    await gitlab.settled();
    const { body } = only(received, 'open');
    expect(body).toMatchObject({
      object_kind: 'work_item',
      user: { id: 101, username: 'alice', email: '[REDACTED]' },
      project: { id: 2001, path_with_namespace: 'acme/production', visibility_level: 20 },
      labels: [{ title: 'Service::CI', type: 'ProjectLabel', project_id: 2001 }],
      assignees: [{ username: 'bob', email: '[REDACTED]' }],
      object_attributes: { id: 30_001, iid: 1, state: 'opened', assignee_ids: [102], severity: 'unknown' },
      changes: { id: { previous: null, current: 30_001 }, title: { previous: null, current: 'x' } },
    });
    expect(body.object_attributes).not.toHaveProperty('escalation_policy');
  });

  it('rewrites addresses of images in the description, but not in the changes', async () => {
    const { gitlab, received } = await startHooked();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x', description: 'a' });
    await gitlab.settled();
    received.length = 0;
    gitlab.as('alice').editDescription(issue, '![chart](/uploads/1/x.png)');
    await gitlab.settled();
    const { body } = only(received, 'update');
    expect(body.object_attributes.description).toBe(
      `![chart](${gitlab.url}/acme/production/uploads/1/x.png)`,
    );
    expect(body.changes.description).toEqual({ previous: 'a', current: '![chart](/uploads/1/x.png)' });
    expect(body.object_attributes.last_edited_by_id).toBe(101);
  });

  it('is made even when nothing but the stamps changed', async () => {
    const { gitlab, received, pass } = await startHooked();
    const incident = gitlab.as('alice').createIncident(2001, { title: 'x' });
    pass(1_000);
    gitlab.as('alice').setTitle(incident, 'x');
    await gitlab.settled();
    expect(Object.keys(only(received, 'update').body.changes)).toEqual(['updated_at', 'updated_by_id']);
  });

  it('tells our own writes back to us, with what they replaced', async () => {
    const { ask, gitlab, received } = await startHooked();
    gitlab.as('alice').createIssue(2001, { title: 'x', description: 'base' });
    await ask('PUT', '/projects/2001/issues/1', { description: 'ours' });
    await gitlab.settled();
    const { body } = only(received, 'update');
    expect(body.user).toMatchObject({ username: 'incident-bot' });
    expect(body.changes.description).toEqual({ previous: 'base', current: 'ours' });
  });

  it('shows labels, people and severity that changed', async () => {
    const { gitlab, received } = await startHooked();
    const alice = gitlab.as('alice');
    const incident = alice.createIncident(2001, { title: 'x', labels: ['a'] });
    await gitlab.settled();
    received.length = 0;
    alice.setLabels(incident, ['b']);
    await gitlab.settled();
    expect(only(received, 'update').body.changes.labels).toMatchObject({
      previous: [{ title: 'a' }],
      current: [{ title: 'b' }],
    });
    received.length = 0;
    alice.setSeverity(incident, 'high');
    await gitlab.settled();
    expect(only(received, 'update').body.changes.severity).toEqual({ previous: 'unknown', current: 'high' });
    received.length = 0;
    alice.assign(incident, ['bob']);
    await gitlab.settled();
    expect(only(received, 'update').body.changes.assignees).toMatchObject({
      previous: [],
      current: [{ username: 'bob' }],
    });
  });

  it('fails above 25 MB instead of being cut', async () => {
    const { gitlab, received } = await startHooked();
    const labels = Array.from({ length: 500 }, (_, n) => `${n}-${'x'.repeat(60_000)}`);
    gitlab.as('alice').createIssue(2001, { title: 'x', labels });
    await gitlab.settled();
    expect(received).toEqual([]);
    expect(gitlab.deliveries[0]?.attempts).toEqual([{ status: null, error: 'the payload is too long' }]);
  });
});

describe('which GitLab it is', () => {
  it('decides the kind, if one wants it to', async () => {
    const { gitlab, received } = await startHooked({ kinds: 'work_item' });
    gitlab.as('alice').close(gitlab.as('alice').createIncident(2001, { title: 'x' }));
    await gitlab.settled();
    expect(received.map(({ body }) => body.object_kind)).toEqual(['work_item', 'work_item', 'work_item']);
    gitlab.configure({ kinds: 'issue' });
    gitlab.as('alice').createIncident(2001, { title: 'y' });
    await gitlab.settled();
    expect(received.at(-1)?.body.object_kind).toBe('issue');
  });

  it('decides on type, keys and dates: 16.0 has none of the first two, and writes UTC', async () => {
    const { gitlab, received } = await startHooked({ version: '16.0.4' });
    const incident = gitlab.as('alice').createIncident(2001, { title: 'x' });
    gitlab.as('alice').comment(incident, 'hello');
    await gitlab.settled();
    const opened = received.find(({ body }) => body.object_kind === 'issue');
    expect(opened?.body.object_attributes).toMatchObject({ created_at: '2024-10-31 04:18:00 UTC' });
    expect(opened?.body.object_attributes).not.toHaveProperty('type');
    expect(opened?.body.changes.created_at?.current).toBe('2024-10-31 04:18:00 UTC');
    expect(opened?.headers).not.toHaveProperty('idempotency-key');
    expect(opened?.headers['user-agent']).toBe('GitLab/16.0.4-ee');
    const note = received.find(({ body }) => body.object_kind === 'note');
    expect(note?.body.object_attributes).not.toHaveProperty('action');
    expect(note?.body.object_attributes).not.toHaveProperty('internal');
  });

  it('decides the form of addresses', async () => {
    const { ask, gitlab, received } = await startHooked({ addresses: 'work_items' });
    gitlab.as('alice').createIncident(2001, { title: 'x' });
    await gitlab.settled();
    const url = `${gitlab.url}/acme/production/-/work_items/1`;
    expect(received[0]?.body.object_attributes.url).toBe(url);
    expect((await ask('GET', '/projects/2001/issues/1')).body.web_url).toBe(url);
  });
});

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

describe('delivering', () => {
  it('is not tried again after a failure', async () => {
    const { gitlab, received, receiver } = await startHooked();
    receiver.answerWith(503);
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(received).toHaveLength(1);
    expect(gitlab.deliveries[0]?.attempts).toEqual([{ status: 503, error: null }]);
  });

  it('survives a receiver that is not there', async () => {
    const { gitlab } = await startStory();
    gitlab.addHook(2001, { url: 'http://127.0.0.1:1/' });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(gitlab.deliveries[0]?.attempts).toEqual([{ status: null, error: expect.any(String) }]);
  });

  it('again by hand keeps key, event and body', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    const [delivery] = gitlab.deliveries;
    if (!delivery) throw new Error('nothing was delivered');
    await gitlab.redeliver(delivery);
    expect(received).toHaveLength(2);
    expect(received[1]?.raw).toBe(received[0]?.raw);
    for (const header of ['idempotency-key', 'x-gitlab-event']) {
      expect(received[1]?.headers[header]).toBe(received[0]?.headers[header]);
    }
  });

  it('goes to every hook of the project under a key of its own, and to no other project’s', async () => {
    const { gitlab, received, receiver } = await startHooked();
    gitlab.addHook(2001, { url: receiver.url });
    gitlab.addHook(2002, { url: receiver.url });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('is blocked when a client hands the event’s UUID back to GitLab', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    await fetch(`${gitlab.url}/api/v4/projects/2001/issues/1`, {
      method: 'PUT',
      headers: {
        'PRIVATE-TOKEN': 'glpat-of-the-bot',
        'content-type': 'application/json',
        'x-gitlab-event-uuid': String(received[0]?.headers['x-gitlab-event-uuid']),
      },
      body: JSON.stringify({ title: 'an echo' }),
    });
    await gitlab.settled();
    expect(received).toHaveLength(1);
    expect(gitlab.deliveries[1]?.dropped).toBe('recursion');
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
