import { describe, expect, test } from 'vitest';
import type { Announcement } from '../../../src/domain/announcement.ts';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import type { Review } from '../../../src/domain/review.ts';
import { aReview } from '../../contract/storage-values.ts';
import { anIncident, aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import { someValues } from '../../fakes/values.ts';

const now = '2024-10-31T22:07:40.000Z';
const incident = { project: 7, issue: 700, iid: 12 };
const policy = aPolicy({
  slack: { reviewsChannel: '#incident-reviews', incidentChannel: '#incident-{iid}' },
});
const wanted = (over: Partial<Review> = {}) => aReview({ standing: 'wanted', version: 1, ...over });

function created(review: Partial<Parameters<typeof aReviewIssue>[0]> = {}, candidates = 0): DomainEvent {
  const asked = { labels: [], assignee: null, dueDate: null, confidential: false };
  const furtherCandidates = Array.from({ length: candidates }, (_, n) => ({ id: n, username: `c${n}` }));
  const plan = {
    project: 7,
    title: 'x',
    template: 'incident-review',
    asked,
    asOf: '2024-10-31T22:07:30.000Z',
    furtherCandidates,
    values: someValues(),
  };
  return { kind: 'review.created', incident, review: aReviewIssue(review), plan, overtaken: false };
}

const kindsOf = (event: DomainEvent, review: Review, by = policy) =>
  decide(event, { review, as: 'incident' }, by, now).intents.map(({ body }) => body.kind);

describe('a review that was opened', () => {
  test('is announced once, apart from what GitLab is asked for', () => {
    const { intents } = decide(created(), { review: wanted(), as: 'incident' }, policy, now);
    expect(intents.find(({ body }) => body.kind === 'announce-review')).toMatchObject({
      key: 'announce-review:7:700:900',
      subject: 'slack:7:700',
    });
    expect(intents.find(({ body }) => body.kind === 'link-review')?.subject).toBe('7:700');
  });

  test('is announced nowhere while Slack is off', () => {
    expect(kindsOf(created(), wanted(), aPolicy())).toEqual(['link-review']);
  });

  test('is no news when the incident was closed more than seven days ago, and the row says so', () => {
    const snapshot = anIncident({ closedAt: '2024-10-20T00:00:00.000Z' });
    const decision = decide(created(), { review: wanted({ snapshot }), as: 'incident' }, policy, now);
    expect(decision.intents.map(({ body }) => body.kind)).not.toContain('announce-review');
    expect(decision.review?.announcement).toMatchObject({
      outcome: 'not-announced',
      because: 'the incident was closed more than seven days before',
    });
  });

  test('without an owner, and nobody left to ask: that is remembered', () => {
    const missing = (event: DomainEvent) =>
      decide(event, { review: wanted(), as: 'incident' }, policy, now).review?.driMissing;
    expect(missing(created({ assignees: [] }))).toBe(true);
    expect(missing(created({ assignees: [] }, 2))).toBe(false);
    expect(missing(created())).toBe(false);
  });
});

describe('an announcement that was made', () => {
  const issue = { ...aReviewIssue(), projectPath: 'acme/production', assignees: [], project: 7 };
  const open = aReview({ standing: 'open', version: 2, issue });
  const where = {
    rung: 'incident-channel',
    place: '#incident-12',
    channel: 'C024BE7LH',
    ts: '1.2',
    permalink: null,
  } as const;
  const announcement: Announcement = { outcome: 'announced', at: now, where, because: null, tried: [] };
  const announced = (over: Partial<Announcement> = {}, generation = 0): DomainEvent => ({
    kind: 'review.announced',
    incident,
    generation,
    announcement: { ...announcement, ...over },
  });

  test('is kept as evidence, looked up, and bookmarked in the channel of the incident', () => {
    expect(kindsOf(announced(), open)).toEqual(['link-announcement', 'bookmark-review']);
    const row = decide(announced(), { review: open, as: 'incident' }, policy, now).review;
    expect(row?.announcement).toEqual(announcement);
  });

  test('elsewhere is not bookmarked', () => {
    expect(kindsOf(announced({ where: { ...where, rung: 'service-channel' } }), open)).toEqual([
      'link-announcement',
    ]);
  });

  test('says which places could not take it, and why', () => {
    const tried = [{ rung: 'incident-channel', place: '#incident-12', because: 'it is archived' }] as const;
    const elsewhere = { ...where, rung: 'service-channel', place: '#g_runner' } as const;
    const event = announced({ where: elsewhere, tried: [...tried] });
    expect(decide(event, { review: open, as: 'incident' }, policy, now)).toMatchObject({
      because: 'announced in #g_runner; not in #incident-12: it is archived',
    });
  });

  test.each([
    ['unknown', { outcome: 'unknown', where: null, because: 'Slack broke off' }],
    ['not announced', { outcome: 'not-announced', where: null, because: 'no place' }],
  ] as const)('%s is kept too, and nothing follows', (_, over) => {
    const decision = decide(announced({ ...over }), { review: open, as: 'incident' }, policy, now);
    expect(decision).toMatchObject({ because: over.because, intents: [], review: { announcement: over } });
  });

  test('of a review that was deleted meanwhile changes nothing', () => {
    expect(decide(announced({}, 1), { review: open, as: 'incident' }, policy, now).outcome).toBe('ignored');
  });

  test('gets its link, if it is still the one', () => {
    const row = { ...open, announcement };
    const linked = (ts: string): DomainEvent => ({
      kind: 'announcement.linked',
      incident,
      ts,
      permalink: 'https://x',
    });
    const review = decide(linked('1.2'), { review: row, as: 'incident' }, policy, now).review;
    expect(review?.announcement?.where?.permalink).toBe('https://x');
    expect(decide(linked('9.9'), { review: row, as: 'incident' }, policy, now).outcome).toBe('ignored');
  });

  test('is forgotten with a review that a person deleted', () => {
    const gone = decide(
      { kind: 'review.gone', incident },
      { review: { ...open, announcement }, as: 'incident' },
      policy,
      now,
    );
    expect(gone.review?.announcement).toBeNull();
  });
});

test('GitLab accepted nobody: the reviews channel is told, unless somebody owns it by now', () => {
  const issue = { ...aReviewIssue(), projectPath: 'acme/production', project: 7 };
  const open = (assignees: string[], announcement: Announcement | null) =>
    aReview({ standing: 'open', version: 2, issue: { ...issue, assignees }, announcement });
  const where = { rung: 'service-channel', place: '#g', channel: 'C1', ts: '1', permalink: null } as const;
  const announced: Announcement = { outcome: 'announced', at: now, where, because: null, tried: [] };
  const old: Announcement = { ...announced, outcome: 'not-announced', where: null, because: 'too old' };
  const event: DomainEvent = { kind: 'dri.missing', incident };
  expect(kindsOf(event, open([], announced))).toEqual(['tell-of-missing-dri']);
  expect(kindsOf(event, open(['alice'], announced))).toEqual([]);
  // Not before people heard of the review itself, and not of what is no news.
  expect(kindsOf(event, open([], null))).toEqual([]);
  expect(kindsOf(event, open([], old))).toEqual([]);
  const missing = { ...open([], null), driMissing: true };
  const event2: DomainEvent = { kind: 'review.announced', incident, generation: 0, announcement: announced };
  expect(kindsOf(event2, missing)).toContain('tell-of-missing-dri');
});

describe('a review that became confidential', () => {
  const issue = { ...aReviewIssue(), projectPath: 'acme/production', assignees: [], project: 7 };
  const where = {
    rung: 'incident-channel',
    place: '#i',
    channel: 'C024BE7LH',
    ts: '1.2',
    permalink: null,
  } as const;
  const announcement: Announcement = { outcome: 'announced', at: now, where, because: null, tried: [] };
  const row = (over: Partial<Announcement> | null) =>
    aReview({ standing: 'open', version: 2, issue, announcement: over && { ...announcement, ...over } });
  const confidential: DomainEvent = {
    kind: 'issue.changed',
    issue: anIncident({ confidential: true, updatedAt: '2024-11-01T00:00:00.000Z' }),
    before: { confidential: false },
    by: null,
  };

  test('has all of its messages taken back, whatever is known of them', () => {
    for (const over of [{}, { outcome: 'unknown', where: null }, null] as const) {
      expect(kindsOf(confidential, row(over))).toContain('retract-messages');
    }
  });

  test('by any event: the review itself, a project that more people can read, a move', () => {
    const events: DomainEvent[] = [
      { kind: 'readers.changed', incident, readableByMore: true },
      { kind: 'review.moved', incident, review: aReviewIssue(), readableByMore: true },
    ];
    for (const event of events) expect(kindsOf(event, row({}))).toContain('retract-messages');
    const own: DomainEvent = {
      kind: 'issue.changed',
      issue: aReviewIssue({ confidential: true, updatedAt: '2024-11-01T00:00:00.000Z' }),
      before: {},
      by: null,
    };
    const { intents } = decide(own, { review: row({}), as: 'review' }, policy, now);
    expect(intents.map(({ body }) => body.kind)).toContain('retract-messages');
  });

  test('and stays so: not once more', () => {
    const known = { ...row({}), snapshot: anIncident({ confidential: true }) };
    expect(kindsOf(confidential, known)).not.toContain('retract-messages');
  });

  test('and is mentioned all the same: that is taken back too', () => {
    const known = { ...row({}), snapshot: anIncident({ confidential: true }) };
    expect(kindsOf({ kind: 'review.mentioned', incident, key: 'k' }, known)).toEqual(['retract-messages']);
    expect(kindsOf({ kind: 'review.mentioned', incident, key: 'k' }, row({}))).toEqual([]);
  });

  test('while its announcement was on the way: it is taken back at once', () => {
    const hidden = { ...row(null), snapshot: anIncident({ confidential: true }) };
    const event: DomainEvent = { kind: 'review.announced', incident, generation: 0, announcement };
    expect(kindsOf(event, hidden)).toEqual(['retract-messages', 'link-announcement']);
  });

  const retracted = (kept: string[]) =>
    decide({ kind: 'messages.retracted', incident, kept }, { review: row({}), as: 'incident' }, policy, now);

  test('is remembered as retracted', () => {
    expect(retracted(['@alice']).review?.announcement).toMatchObject({
      outcome: 'retracted',
      because: 'the review is confidential by now',
    });
  });

  test('but not where it was announced to somebody who may read it', () => {
    expect(retracted([announcement.where?.place ?? '']).review).toBeNull();
  });
});
