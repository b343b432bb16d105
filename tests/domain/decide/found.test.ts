import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent, Found } from '../../../src/domain/events.ts';
import type { Review } from '../../../src/domain/review.ts';
import { isKnownReview, isKnownState } from '../../../src/domain/same-state.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import { anIncident, anOpenIncident, aPolicy, aReviewIssue } from '../../fakes/facts.ts';

const now = '2024-10-31T23:00:00.000Z';
const watching = aPolicy({ watchingSince: { 'acme/production': '2024-10-31T22:00:00.000Z' } });
const nothing: Found = { labelSetAt: { mitigated: null, resolved: null, requested: null }, since: null };

function find(
  issue: IssueSnapshot,
  known: Review | null = null,
  { found = nothing, policy = watching } = {},
) {
  const event: DomainEvent = { kind: 'issue.changed', issue, before: {}, by: null, found };
  return decide(event, known && { review: known, as: 'incident' }, policy, now);
}

function rowOf(issue: IssueSnapshot): Review {
  const { review } = find(issue);
  if (!review) throw new Error('no row');
  return { ...review, version: 1 };
}

describe('an incident that was found', () => {
  test('closed since we watch needs its review', () => {
    expect(find(anIncident()).review).toMatchObject({ standing: 'wanted' });
  });

  test('closed before is old', () => {
    const old = anIncident({ closedAt: '2024-10-31T21:59:59.000Z' });
    expect(find(old).review).toMatchObject({ standing: 'watching' });
  });

  test('closed before, and asked for by its time', () => {
    const old = anIncident({ closedAt: '2024-10-01T00:00:00.000Z' });
    const since = (moment: string) => find(old, null, { found: { ...nothing, since: moment } }).review;
    expect(since('2024-09-30T00:00:00.000Z')).toMatchObject({ standing: 'wanted' });
    expect(since('2024-10-02T00:00:00.000Z')).toMatchObject({ standing: 'watching' });
  });

  test('asked for from a later time than we watch counts as ever', () => {
    const found = { ...nothing, since: '2024-10-31T22:59:00.000Z' };
    expect(find(anIncident(), null, { found }).review).toMatchObject({ standing: 'wanted' });
  });

  test('old, of unknown severity, is not asked about', () => {
    const old = anIncident({ closedAt: '2024-10-01T00:00:00.000Z', labels: ['incident'] });
    const found = { ...nothing, since: '2024-09-01T00:00:00.000Z' };
    expect(find(old, null, { found })).toMatchObject({
      because: 'its severity is unknown',
      intents: [],
    });
    expect(find(anIncident({ labels: ['incident'] })).intents).toMatchObject([
      { body: { kind: 'comment-on-incident', topic: 'severity-unknown' } },
    ]);
  });

  test('closed again since we knew it, although it looks as closed as before', () => {
    const row = rowOf(anIncident({ closedAt: '2024-10-01T00:00:00.000Z' }));
    const again = anIncident({ closedAt: '2024-10-31T22:30:00.000Z', updatedAt: '2024-10-31T22:30:00.000Z' });
    expect(find(again, row).review).toMatchObject({ standing: 'wanted' });
  });

  test('tells apps of a closure that nobody told of, in the second in which it was', () => {
    const policy = { ...watching, apps: [{ name: 'ear', hears: ['incident.closed' as const] }] };
    const keys = (issue: IssueSnapshot) => find(issue, null, { policy }).intents.map(({ key }) => key);
    expect(keys(anIncident({ closedAt: '2024-10-31T22:07:30.057Z' }))).toContain(
      'tell-app:ear:incident.closed:7:700:2024-10-31T22:07:30.000Z',
    );
    expect(keys(anIncident({ closedAt: '2024-10-01T00:00:00.000Z' }))).toEqual([]);
    expect(keys(anOpenIncident())).toEqual([]);
  });
});

describe('what is known already', () => {
  const row = rowOf(anIncident());
  const soon = '2024-10-31T22:08:30.000Z';
  test('is the same state at the same moment, to the second where one has no fraction', () => {
    expect(isKnownState(anIncident(), row, now)).toBe(true);
    expect(isKnownState(anIncident({ updatedAt: '2024-10-31T22:07:30.457Z' }), row, now)).toBe(true);
    expect(isKnownState(anIncident({ labels: anIncident().labels.toReversed() }), row, now)).toBe(true);
  });

  test('and whatever is older, for as long as a replica may lag behind', () => {
    const older = anOpenIncident({ updatedAt: '2024-10-31T22:00:00.000Z' });
    expect(isKnownState(older, row, soon)).toBe(true);
    expect(isKnownState(older, row, now)).toBe(false);
  });

  test.each<[string, Partial<IssueSnapshot>]>([
    ['later', { updatedAt: '2024-10-31T22:07:31.000Z' }],
    ['other labels', { labels: ['incident'] }],
    ['open again', { state: 'opened' }],
    ['confidential', { confidential: true }],
    ['another type', { kind: 'issue' }],
    ['moved', { movedTo: 5 }],
  ])('but not: %s', (_, over) => {
    expect(isKnownState(anIncident(over), row, now)).toBe(false);
  });

  test('of a review counts who owns it, until when, and whether it is closed', () => {
    const adopted = decide(
      {
        kind: 'review.found',
        incident: row.incident,
        issue: anIncident(),
        existing: { issue: aReviewIssue(), how: 'related', ours: false, readableByMore: false },
      },
      null,
      watching,
      now,
    ).review;
    if (!adopted) throw new Error('not adopted');
    expect(isKnownReview(aReviewIssue(), adopted, now)).toBe(true);
    expect(isKnownReview(aReviewIssue({ assignees: [] }), adopted, now)).toBe(false);
    expect(isKnownReview(aReviewIssue({ dueDate: null }), adopted, now)).toBe(false);
    expect(isKnownReview(aReviewIssue({ state: 'closed' }), adopted, now)).toBe(false);
    expect(isKnownReview(aReviewIssue({ movedTo: 5 }), adopted, now)).toBe(false);
    const older = aReviewIssue({ updatedAt: '2024-10-31T22:07:00.000Z', title: 'x' });
    expect(isKnownReview(older, adopted, soon)).toBe(true);
    expect(isKnownReview(older, adopted, now)).toBe(false);
  });
});

describe('a review that people opened', () => {
  const existing = { issue: aReviewIssue(), how: 'related' as const, ours: false, readableByMore: true };
  const event = (): DomainEvent => ({
    kind: 'review.found',
    incident: { project: 7, issue: 700, iid: 12 },
    issue: anIncident(),
    existing,
  });
  const tell = (known: Review | null) =>
    decide(event(), known && { review: known, as: 'incident' }, watching, now);

  test('becomes the review of its incident, hidden where more people could read it', () => {
    const { review, intents } = tell(null);
    expect(review).toMatchObject({ standing: 'open', hidden: true, issue: { id: 900 } });
    expect(intents.map(({ body }) => body.kind)).toEqual(['make-review-confidential']);
  });

  test('ends a waiver, and takes the place of one that was deleted', () => {
    const row = rowOf(anIncident());
    const waiver = { since: now, by: null, reason: null, reasonBy: null };
    expect(tell({ ...row, standing: 'waived', waiver }).review).toMatchObject({
      standing: 'open',
      waiver: null,
    });
    expect(tell({ ...row, standing: 'deleted' }).review).toMatchObject({ standing: 'open' });
  });

  test('is left alone while one is being opened, or there is another one', () => {
    const row = rowOf(anIncident());
    expect(tell({ ...row, standing: 'wanted' }).outcome).toBe('ignored');
    const { review } = tell(null);
    expect(review && tell(review).outcome).toBe('ignored');
  });
});

describe('who can read the project of a review', () => {
  const opened = (over: Partial<Review>): Review => {
    const { review } = decide(
      {
        kind: 'review.found',
        incident: { project: 7, issue: 700, iid: 12 },
        issue: anIncident(),
        existing: { issue: aReviewIssue(), how: 'related', ours: false, readableByMore: false },
      },
      null,
      watching,
      now,
    );
    if (!review?.issue) throw new Error('no review');
    return { ...review, ...over };
  };
  const tell = (known: Review, readableByMore: boolean) =>
    decide(
      { kind: 'readers.changed', incident: known.incident, readableByMore },
      { review: known, as: 'incident' },
      watching,
      now,
    );

  test('more people: it is hidden at once', () => {
    const { review, intents } = tell(opened({}), true);
    expect(review).toMatchObject({ hidden: true });
    expect(intents.map(({ body }) => body.kind)).toEqual(['make-review-confidential']);
  });

  test('no more than before: nothing', () => {
    expect(tell(opened({}), false).outcome).toBe('ignored');
  });

  test('fewer: it may be shown, but only after it has been hidden', () => {
    const hidden = opened({ hidden: true });
    expect(tell(hidden, false).outcome).toBe('ignored');
    const issue = hidden.issue && { ...hidden.issue, confidential: true };
    expect(tell({ ...hidden, issue }, false)).toMatchObject({ review: { hidden: false }, intents: [] });
  });
});

test('a review that is found missing does not come again by itself', () => {
  const row = { ...rowOf(anIncident()), standing: 'open' as const };
  const gone = decide(
    { kind: 'review.gone', incident: row.incident, unasked: true },
    { review: row, as: 'incident' },
    watching,
    now,
  );
  expect(gone.review).toMatchObject({ standing: 'deleted', issue: null });
  expect(gone.intents).toEqual([]);
});
