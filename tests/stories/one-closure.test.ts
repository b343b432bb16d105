import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Call, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const actions = (from: Stage) =>
  from.gitlab.deliveries.map(({ payload }) => {
    const { action } = payload.object_attributes as { action?: string };
    return `${String(payload.object_kind)} ${action}`;
  });

describe('one closure, one review', () => {
  test('told as two deliveries, 60 ms apart and of two kinds', async () => {
    const incident = stage.incident();
    await stage.calm();
    stage.clock.set('2024-10-31T22:07:00.000Z');
    stage.gitlab.as('dora').close(incident);
    await stage.calm();

    expect(actions(stage).slice(0, 3)).toEqual(['work_item open', 'issue close', 'work_item update']);
    expect(stage.reviews()).toHaveLength(1);
    expect(stage.reviews()[0]).toMatchObject({
      title: 'Incident Review: Runner verification answers 500',
      type: 'issue',
      state: 'opened',
      author: 'incident-review-bot',
      assignees: ['alice'],
      dueDate: '2024-11-07',
      confidential: false,
      linkedTo: [{ id: incident.id, type: 'relates_to' }],
    });
    expect(stage.reviews()[0]?.labels.toSorted()).toEqual([
      'IncidentReview',
      'Service::CI Runners',
      'severity::2',
    ]);
  });

  test.each(['captured', 'issue', 'work_item'] as const)('whatever kinds GitLab uses: %s', async (kinds) => {
    stage.gitlab.configure({ kinds });
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('told by an older GitLab, without types and with other dates', async () => {
    stage.gitlab.configure({ version: '16.0.4' });
    stage.gitlab.as('dora').close(stage.incident({ labels: ['severity::1'] }));
    stage.gitlab
      .as('dora')
      .close(stage.gitlab.as('dora').createIssue('acme/production', { title: 'No incident' }));
    await stage.calm();
    expect(stage.reviews().map(({ title }) => title)).toEqual([
      'Incident Review: Runner verification answers 500',
    ]);
  });

  test('told again with the same key, and once more after a reopen', async () => {
    const incident = stage.incident();
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.after(60_000);
    stage.gitlab.as('dora').reopen(incident);
    await stage.after(60_000);
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('opened and closed within a moment, told out of order', async () => {
    stage.gitlab.faults.nextWebhook({ kind: 'reordered', times: 3 });
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('what one review costs', () => {
  test('seven requests at most, of which at most three one after another before it is there', async () => {
    // The first review fills the caches: users, the project, ourselves.
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    const second = stage.incident({ title: 'Another one' });
    // What is shared in a storm for some seconds is not what one review costs.
    await stage.after(60_000);
    stage.gitlab.forgetRequests();
    stage.gitlab.as('dora').close(second);
    await stage.calm();

    expect(stage.reviews()).toHaveLength(2);
    const asked = stage.gitlab.requests.map(
      ({ method, path }) => `${method} ${path.replace(/\d{3,}/, 'ID')}`,
    );
    expect(asked.toSorted()).toEqual([
      'GET /api/v4/projects/ID/issues',
      `GET /api/v4/projects/ID/issues/${second.iid}`,
      // Once more directly before it is written: it may have turned confidential.
      `GET /api/v4/projects/ID/issues/${second.iid}`,
      `GET /api/v4/projects/ID/issues/${second.iid}/links`,
      'POST /api/graphql',
      'POST /api/v4/projects/ID/issues',
      `POST /api/v4/projects/ID/issues/${second.iid + 1}/links`,
    ]);
    const created = stage.calls.findLast(({ method, path }) => method === 'POST' && path.endsWith('/issues'));
    expect(created && hopsOf(created, stage.calls.slice(-7))).toBe(3);
  });

  /** The longest chain of calls that had to wait for one another, ending with this one. */
  function hopsOf(call: Call, calls: Call[]): number {
    const earlier = calls.filter(({ endedAt }) => endedAt < call.startedAt);
    return 1 + Math.max(0, ...earlier.map((one) => hopsOf(one, earlier)));
  }
});
