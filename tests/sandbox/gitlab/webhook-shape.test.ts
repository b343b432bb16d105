import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { only, startHooked } from './hooked.ts';
import { SIGNING_TOKEN, startReceiver, startStory } from './story.ts';

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
    const labels = Array.from({ length: 225 }, (_, n) => `${n}-${'x'.repeat(60_000)}`);
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
