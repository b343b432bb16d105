import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { Facts } from '../../../src/domain/facts.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Review, ReviewPlan } from '../../../src/domain/review.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import {
  anIncident,
  anOpenIncident,
  aPolicy,
  aReviewIssue,
  aTimelineEvent,
  someFacts,
} from '../../fakes/facts.ts';

const now = '2024-10-31T22:07:35.000Z';
const incident = { project: 7, issue: 700, iid: 12 };

function wanted(snapshot: IssueSnapshot = anIncident()): Review {
  const { review } = decide(
    { kind: 'issue.changed', issue: snapshot, before: {}, by: null },
    null,
    aPolicy(),
    now,
  );
  if (!review) throw new Error('no row was kept');
  return { ...review, version: 1 };
}

function gathered(
  facts: Partial<Facts> = {},
  policy: Policy = aPolicy(),
  review: Review = wanted(facts.incident),
) {
  const event = { kind: 'facts.gathered' as const, incident, facts: someFacts(facts) };
  return decide(event, { review, as: 'incident' }, policy, now);
}

function planned(facts: Partial<Facts> = {}, policy: Policy = aPolicy()): ReviewPlan {
  const body = gathered(facts, policy).intents[0]?.body;
  if (body?.kind !== 'open-review') throw new Error(`not planned: ${JSON.stringify(body)}`);
  return body.plan;
}

describe('the plan of a review', () => {
  test('has title, labels, owner, due date and figures', () => {
    const plan = planned({
      timeline: [
        aTimelineEvent('2024-10-31T04:18:00.000Z', 'Start time'),
        aTimelineEvent('2024-10-31T22:05:00.000Z', 'End time'),
      ],
    });
    expect(plan).toMatchObject({
      project: 7,
      title: 'Incident Review: Runner verification answers 500',
      template: 'incident-review',
      asked: {
        labels: ['IncidentReview', 'Service::CI Runners', 'severity::2'],
        assignee: 51,
        dueDate: '2024-11-07',
        confidential: false,
      },
      furtherCandidates: [
        { id: 52, username: 'carol' },
        { id: 53, username: 'bob' },
      ],
      values: { incidentReference: '#12', dri: { username: 'alice' }, noDriBecause: null },
    });
    expect(plan.values.keyInformation.durationMinutes?.value).toBe(1067);
  });

  test('cuts a long title to 255 characters', () => {
    const plan = planned({ incident: anIncident({ title: 'x'.repeat(300) }) });
    expect([...plan.title]).toHaveLength(255);
    expect(plan.title.endsWith('…')).toBe(true);
  });

  test('never copies the label that makes an incident, and one severity only', () => {
    const policy = aPolicy();
    policy.review.copyLabels = ['*'];
    const labels = ['Incident', 'S3', 'severity::1', 'Service::API', 'group::x'];
    const plan = planned({ incident: anIncident({ labels }) }, policy);
    expect(plan.asked.labels).toEqual(['IncidentReview', 'Service::API', 'group::x', 'severity::1']);
  });

  test('a severity that stands in the field alone becomes a label', () => {
    const plan = planned({ incident: anIncident({ labels: ['incident'], severity: 1 }) });
    expect(plan.asked.labels).toContain('severity::1');
  });

  test('the template follows the severity', () => {
    const policy = aPolicy();
    policy.review.templates = { '2': 'gitlab:Review' };
    expect(planned({}, policy).template).toBe('gitlab:Review');
  });

  test('a review in another project names the incident with its path', () => {
    const reviewsProject = {
      id: 8,
      path: 'acme/reviews',
      visibility: 'private' as const,
      ofChanges: 'private' as const,
      url: '',
    };
    expect(planned({ reviewsProject }).values.incidentReference).toBe('acme/production#12');
  });

  test.each<[string, Partial<Facts>, boolean]>([
    ['its incident is', { incident: anIncident({ confidential: true }) }, true],
    ['more people can read its project', { readableByMore: true }, true],
    ['neither is true: it is not', {}, false],
  ])('is confidential if %s', (_name, facts, confidential) => {
    expect(planned(facts).asked.confidential).toBe(confidential);
  });

  test('the end of the timeline decides the due date before label and closure', () => {
    const timeline = [aTimelineEvent('2024-10-29T12:00:00.000Z', 'End time')];
    const labelSetAt = { mitigated: null, resolved: '2024-10-30T12:00:00.000Z' };
    expect(planned({ timeline, labelSetAt }).asked.dueDate).toBe('2024-11-05');
    expect(planned({ labelSetAt }).asked.dueDate).toBe('2024-11-06');
    expect(planned().asked.dueDate).toBe('2024-11-07');
  });

  test('without anybody to own it the review says so', () => {
    const plan = planned({ users: {} });
    expect(plan.asked.assignee).toBeNull();
    expect(plan.values.dri).toBeNull();
    expect(plan.values.noDriBecause).toContain('alice is no user of this GitLab');
  });
});

describe('what GitLab showed meanwhile', () => {
  test('reopened: nothing is opened, and the next closure starts anew', () => {
    const reopened = anOpenIncident({ updatedAt: '2024-11-01T08:00:00.000Z' });
    const decision = gathered({ incident: reopened }, aPolicy(), wanted());
    expect(decision).toMatchObject({ intents: [], review: { standing: 'watching' } });
    const again = decide(
      {
        kind: 'issue.changed',
        issue: anIncident({ updatedAt: '2024-11-01T09:00:00.000Z' }),
        before: {},
        by: null,
      },
      decision.review && { review: decision.review, as: 'incident' },
      aPolicy(),
      now,
    );
    expect(again.intents.map(({ key }) => key)).toEqual(['gather-facts:7:700:2']);
  });

  test('waived: nothing is opened', () => {
    const waived = anIncident({ labels: [...anIncident().labels, 'review-not-needed'] });
    expect(gathered({ incident: waived }, aPolicy(), wanted()).review?.standing).toBe('waived');
  });

  test('no incident after all: nothing is opened', () => {
    const plain = anIncident({ kind: 'issue', labels: ['S1'] });
    expect(gathered({ incident: plain }, aPolicy(), wanted())).toMatchObject({
      intents: [],
      review: { standing: 'watching' },
    });
  });

  test('facts that come when the review is open already change nothing', () => {
    const open: Review = { ...wanted(), standing: 'open' };
    expect(gathered({}, aPolicy(), open)).toMatchObject({ outcome: 'ignored', intents: [] });
  });

  test('a GitLab that was away for a year still gets its review', () => {
    const policy = aPolicy({ watchingSince: { 'acme/production': '2024-10-01T00:00:00.000Z' } });
    expect(gathered({ readAt: '2025-10-31T00:00:00.000Z' }, policy).intents[0]?.body.kind).toBe(
      'open-review',
    );
  });
});

describe('a review that exists', () => {
  test('is adopted, not opened twice', () => {
    const existing = { issue: aReviewIssue(), how: 'related' as const, ours: false, readableByMore: false };
    const decision = gathered({ existing });
    expect(decision.review).toMatchObject({ standing: 'open', issue: { id: 900 } });
    expect(decision.intents).toEqual([]);
  });

  test('is linked when it was not', () => {
    const existing = { issue: aReviewIssue(), how: 'searched' as const, ours: true, readableByMore: false };
    expect(gathered({ existing }).intents.map(({ body }) => body.kind)).toEqual(['link-review']);
  });

  test('becomes confidential with its incident', () => {
    const existing = { issue: aReviewIssue(), how: 'related' as const, ours: false, readableByMore: false };
    const decision = gathered({ existing, incident: anIncident({ confidential: true }) });
    expect(decision.intents.map(({ body }) => body.kind)).toEqual(['make-review-confidential']);
  });

  test('and is closed already counts as closed', () => {
    const existing = {
      issue: aReviewIssue({ state: 'closed' }),
      how: 'related' as const,
      ours: false,
      readableByMore: false,
    };
    expect(gathered({ existing }).review?.standing).toBe('closed');
  });
});

describe('once GitLab has made the issue', () => {
  const created = (review: IssueSnapshot, plan = planned()) =>
    decide(
      {
        kind: 'review.created',
        incident,
        review,
        plan,
        overtaken: false,
      },
      { review: wanted(), as: 'incident' },
      aPolicy({ apps: [{ name: 'pager', hears: ['review.opened'] }] }),
      now,
    );

  test.each([
    ['at once', '2024-10-31T22:07:35.000Z', ['gather-times:7:700:0:opened 900']],
    ['after many others', '2024-10-31T22:15:00.000Z', []],
  ])('%s, its times are asked for soon, or later', (_, createdAt, expected) => {
    const event = {
      kind: 'review.created' as const,
      incident,
      review: aReviewIssue({ createdAt }),
      plan: planned(),
      overtaken: false,
    };
    const row = { ...wanted(), keyInformation: nothingFound };
    const { intents } = decide(event, { review: row, as: 'incident' }, aPolicy(), now);
    const asked = intents.filter(({ body }) => body.kind === 'gather-times');
    expect(asked.map(({ key }) => key)).toEqual(expected);
    for (const { notBefore } of asked) expect(Date.parse(notBefore ?? '') - Date.parse(now)).toBe(45_000);
  });

  test('it is linked and told', () => {
    const decision = created(aReviewIssue());
    expect(decision.review).toMatchObject({ standing: 'open', openedAt: '2024-10-31T22:07:35.000Z' });
    expect(decision.intents.map(({ key }) => key)).toEqual([
      'link-review:7:700:900',
      'tell-app:pager:review.opened:7:700:900',
    ]);
  });

  test('a public issue where a confidential one was asked for is hidden first of all', () => {
    const plan = planned({ incident: anIncident({ confidential: true }) });
    expect(created(aReviewIssue(), plan).intents[0]?.body.kind).toBe('make-review-confidential');
  });

  test('an assignee that GitLab dropped gives way to the next candidates', () => {
    const decision = created(aReviewIssue({ assignees: [] }));
    expect(decision.intents.map(({ body }) => body)).toContainEqual({
      kind: 'assign-review',
      incident,
      review: { project: 7, iid: 34 },
      candidates: [
        { id: 52, username: 'carol' },
        { id: 53, username: 'bob' },
      ],
    });
    expect(decision.because).toContain('the assignee');
  });

  test('labels that GitLab dropped are named', () => {
    expect(created(aReviewIssue({ labels: ['IncidentReview'] })).because).toContain('"severity::2"');
  });
});

describe('while the review stands', () => {
  const later = '2024-11-06T00:00:00.000Z';
  const review: Review = {
    ...wanted(),
    standing: 'open',
    issue: {
      project: 7,
      projectPath: 'acme/production',
      id: 900,
      iid: 34,
      url: '',
      title: '',
      confidential: false,
      assignees: ['alice'],
      dueDate: '2024-11-07',
      updatedAt: '2024-10-31T22:07:35.000Z',
    },
  };
  const change = (issue: IssueSnapshot, known = review) =>
    decide(
      { kind: 'issue.changed', issue, before: {}, by: null },
      { review: known, as: 'review' },
      aPolicy({ apps: [{ name: 'pager', hears: ['review.closed', 'review.reopened'] }] }),
      later,
    );

  test('closing and opening it is followed and told', () => {
    const closed = change(aReviewIssue({ state: 'closed', updatedAt: '2024-11-05T00:00:00.000Z' }));
    expect(closed.review?.standing).toBe('closed');
    expect(closed.intents.map(({ key }) => key)).toEqual([
      'tell-app:pager:review.closed:7:700:2024-11-05T00:00:00.000Z',
    ]);
  });

  test('a new owner and a new due date are remembered', () => {
    const changed = change(
      aReviewIssue({
        assignees: [{ id: 52, username: 'carol', name: 'Carol' }],
        dueDate: '2024-11-15',
        updatedAt: '2024-11-05T00:00:00.000Z',
      }),
    );
    expect(changed.review?.issue).toMatchObject({ assignees: ['carol'], dueDate: '2024-11-15' });
  });

  test('it stays as confidential as its incident', () => {
    const hidden: Review = { ...review, snapshot: anIncident({ confidential: true }) };
    const opened = change(aReviewIssue({ updatedAt: '2024-11-05T00:00:00.000Z' }), hidden);
    expect(opened.intents.map(({ body }) => body.kind)).toEqual(['make-review-confidential']);
  });

  test('a move is followed', () => {
    const moved = change(
      aReviewIssue({ state: 'closed', movedTo: 950, updatedAt: '2024-11-05T00:00:00.000Z' }),
    );
    expect(moved.intents.map(({ body }) => body)).toEqual([
      { kind: 'follow-review', incident, movedTo: 950 },
    ]);
    const there = aReviewIssue({ id: 950, iid: 2, project: { id: 8, path: 'acme/reviews' } });
    const followed = decide(
      { kind: 'review.moved', incident, review: there, readableByMore: false },
      { review, as: 'incident' },
      aPolicy(),
      now,
    );
    expect(followed.review?.issue).toMatchObject({ project: 8, id: 950, iid: 2 });
  });

  test('what is older than what is known changes nothing', () => {
    expect(change(aReviewIssue({ updatedAt: '2024-10-31T22:00:00.000Z' })).outcome).toBe('ignored');
  });
});

describe('the reason of a waiver', () => {
  const waived: Review = {
    ...wanted(),
    standing: 'waived',
    waiver: { since: now, by: 'alice', reason: null, reasonBy: null },
  };
  const note = (body: string, author: number, known: Review = waived) =>
    decide(
      {
        kind: 'note.added',
        issue: anIncident(),
        note: {
          id: 1,
          body,
          author: { id: author, username: 'dora', name: 'Dora' },
          internal: false,
          at: now,
        },
      },
      { review: known, as: 'incident' },
      aPolicy(),
      now,
    );

  test('is the first comment of a person', () => {
    expect(note(' A drill, nothing failed. ', 60).review?.waiver).toMatchObject({
      reason: 'A drill, nothing failed.',
      reasonBy: 'dora',
    });
  });

  test('is not repeated when it was given to members alone', () => {
    const told = decide(
      {
        kind: 'note.added',
        issue: anIncident(),
        note: {
          id: 1,
          body: 'A customer asked for silence',
          author: { id: 60, username: 'dora', name: 'Dora' },
          internal: true,
          at: now,
        },
      },
      { review: waived, as: 'incident' },
      aPolicy(),
      now,
    );
    expect(told.review?.waiver?.reason).toBe('given in an internal comment');
  });

  test('is not our own comment, an empty one, or a second one', () => {
    expect(note('Please say why.', 99).outcome).toBe('ignored');
    expect(note('  ', 60).outcome).toBe('ignored');
    const given = { ...waived, waiver: { since: now, by: 'alice', reason: 'a drill', reasonBy: 'dora' } };
    expect(note('Another word', 60, given).outcome).toBe('ignored');
  });

  test('is looked for only where a review was waived', () => {
    expect(note('hello', 60, wanted()).outcome).toBe('ignored');
  });
});
