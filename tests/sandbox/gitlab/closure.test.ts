import { describe, expect, it } from 'vitest';
import { actions, only, startHooked } from './hooked.ts';
import { START } from './story.ts';

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
