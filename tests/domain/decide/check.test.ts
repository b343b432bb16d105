import { describe, expect, test } from 'vitest';
import { type Checklist, untouchedChecklist } from '../../../src/domain/checklist.ts';
import { check, checkAtClosing, isLeftToLater } from '../../../src/domain/decide/check.ts';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent, Note } from '../../../src/domain/events.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import { hashOfText } from '../../../src/domain/mark.ts';
import type { Review } from '../../../src/domain/review.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import { anOpenReview, aReviewIssue } from '../../contract/storage-values.ts';
import { aPolicy, aReviewIssue as aSnapshot } from '../../fakes/facts.ts';

/** A moment of the same hour, which begins with a slice. */
const at = (seconds: number) =>
  new Date(Date.parse('2024-10-31T23:00:00.000Z') + seconds * 1_000).toISOString();
const slice = (seconds: number) => Math.floor(Date.parse(at(seconds)) / 2_500);
const incident = { project: 7, issue: 700, iid: 700 };

const aChecklist = (over: Partial<Checklist> = {}): Checklist => ({ ...untouchedChecklist, ...over });
const reviewed = (over: Partial<Review> = {}): Review =>
  anOpenReview(700, { keyInformation: nothingFound, version: 3, ...over });
const dueFor = (seconds: number | null, over: Partial<Review> = {}) =>
  reviewed({ checklist: aChecklist({ dueFor: seconds === null ? null : at(seconds) }), ...over });

describe('a change', () => {
  test('is judged after a pause, and the row knows of it', () => {
    expect(check(reviewed(), at(0), at(1))).toEqual({
      review: dueFor(0),
      intents: [
        {
          key: `check-guidelines:7:700:0:${slice(0)}:3`,
          subject: '7:700',
          notBefore: at(8.5),
          body: { kind: 'check-guidelines', incident, changedAt: at(0), isClosing: false },
        },
      ],
    });
  });

  test.each<[string, number | null, number, { due: number; isAsked: boolean }]>([
    ['the first', null, 0, { due: 0, isAsked: true }],
    ['in the same slice', 0, 2.4, { due: 2.4, isAsked: false }],
    ['in the next slice', 2.4, 2.5, { due: 2.5, isAsked: true }],
    ['told again', 0, 0, { due: 0, isAsked: false }],
    ['told late, of the slice that is awaited', 2.4, 0.1, { due: 2.4, isAsked: false }],
    ['told late, of a slice before', 6, 0, { due: 6, isAsked: false }],
  ])('%s', (_, known, changed, { due, isAsked }) => {
    const { review, intents } = check(dueFor(known), at(changed), at(10));
    expect(review.checklist?.dueFor).toBe(at(due));
    expect(intents).toHaveLength(isAsked ? 1 : 0);
  });

  test('of a slice that was judged already has a key of its own', () => {
    const first = check(dueFor(null, { version: 3 }), at(0), at(1)).intents[0]?.key;
    const late = check(dueFor(null, { version: 5 }), at(1), at(60)).intents[0]?.key;
    expect(late).not.toBe(first);
  });

  test('of another review of the incident has a key of its own', () => {
    const keys = [0, 1].map((generation) => check(reviewed({ generation }), at(0), at(1)).intents[0]?.key);
    expect(new Set(keys).size).toBe(2);
  });

  test.each<[string, Partial<Review>]>([
    ['not opened yet', { standing: 'wanted', issue: null }],
    ['closed', { standing: 'closed' }],
    ['waived', { standing: 'waived', issue: null }],
    ['deleted', { standing: 'deleted', issue: null }],
    ['not ours', { keyInformation: null }],
  ])('of a review that is %s is not judged', (_, over) => {
    expect(check(reviewed(over), at(0), at(1))).toEqual({ review: reviewed(over), intents: [] });
  });
});

test.each<[string, number | null, number, boolean]>([
  ['nothing is due', null, 0, false],
  ['it is due itself', 0, 0, false],
  ['another of its slice is', 2.4, 0, false],
  ['the next slice is', 2.5, 2.4, true],
  ['one before is', 0, 6, false],
])('a judgement where %s is left to later: %j, %j, %j', (_, due, changed, isLeft) => {
  expect(isLeftToLater(dueFor(due), at(changed))).toBe(isLeft);
});

describe('a closing', () => {
  test('is judged at once, and told twice it has one key', () => {
    const [first, again] = [3, 4].map((version) => checkAtClosing(reviewed({ version }), at(5)));
    expect(first).toEqual([
      {
        key: `check-guidelines:7:700:0:closed ${at(5)}`,
        subject: '7:700',
        body: { kind: 'check-guidelines', incident, changedAt: at(5), isClosing: true },
      },
    ]);
    expect(again).toEqual(first);
  });

  test.each<[string, Partial<Review>]>([
    ['not ours', { keyInformation: null }],
    ['gone', { issue: null }],
  ])('of a review that is %s is not judged', (_, over) => {
    expect(checkAtClosing(reviewed(over), at(5))).toEqual([]);
  });
});

describe('a comment on the review', () => {
  const comment = { note: 7, text: 'x', written: null, isTheirs: false };
  const tell = (
    over: Partial<Note>,
    kind: 'note.added' | 'note.edited' = 'note.added',
    review = reviewed(),
  ) =>
    decide(
      {
        kind,
        issue: aSnapshot(),
        note: {
          id: 12,
          body: 'What of the backups?',
          author: { id: 51, username: 'alice', name: 'A' },
          internal: false,
          at: at(0),
          ...over,
        },
      },
      { review, as: 'review' },
      aPolicy(),
      at(1),
    );

  test('is news', () => {
    const { review, intents } = tell({});
    expect(review?.checklist).toMatchObject({ lastCommentAt: at(0), dueFor: at(0) });
    expect(intents.map(({ body }) => body.kind)).toEqual(['check-guidelines']);
  });

  test.each<[string, Partial<Note>['author']]>([
    ['by us', { id: 99, username: 'incident-review-bot', name: 'B' }],
    ['by another bot', { id: 98, username: 'project_7_bot_ab12', name: 'B' }],
  ])('%s is none', (_, author) => {
    expect(tell({ author } as Partial<Note>)).toMatchObject({ outcome: 'ignored', intents: [] });
  });

  test('that is older than the last, told late, does not become the last', () => {
    const review = reviewed({ checklist: aChecklist({ lastCommentAt: at(60) }) });
    expect(tell({}, 'note.added', review).review?.checklist?.lastCommentAt).toBe(at(60));
  });

  test('of ours that a person edited is theirs, and no word in the discussion', () => {
    const review = reviewed({ checklist: aChecklist({ comment }) });
    const { review: after } = tell({ id: 7 }, 'note.edited', review);
    expect(after?.checklist).toMatchObject({ comment: { isTheirs: true }, lastCommentAt: null });
  });

  test('by a clock of GitLab that is far ahead counts from now', () => {
    const { review } = tell({ at: at(24 * 3_600) });
    expect(review?.checklist?.lastCommentAt).toBe(at(1));
  });

  test('on a closed review is remembered and not judged', () => {
    const { review, intents } = tell({}, 'note.added', reviewed({ standing: 'closed' }));
    expect([review?.checklist?.lastCommentAt, intents]).toEqual([at(0), []]);
  });
});

describe('what was found', () => {
  const issue = aReviewIssue({ id: 900, updatedAt: at(0) });
  const found = (over: Partial<Extract<DomainEvent, { kind: 'guidelines.checked' }>> = {}) => ({
    kind: 'guidelines.checked' as const,
    incident,
    changedAt: at(0),
    review: aSnapshot({ id: 900, updatedAt: at(8) }),
    ofConfidential: false,
    said: { verdicts: { title: 'met' as const, summary: 'not-met' as const }, changes: [] },
    comment: 'One of two.',
    details: { hash: 'a', editedAt: null, seenAt: at(0) },
    severityAgreed: null,
    farewell: null,
    ...over,
  });
  const known = (checklist: Partial<Checklist> = {}, over: Partial<Review> = {}) =>
    reviewed({ issue, checklist: aChecklist({ dueFor: at(0), ...checklist }), ...over });
  const tell = (event: DomainEvent, review: Review | null = known(), policy = aPolicy()) =>
    decide(event, review && { review, as: 'incident' }, policy, at(8));
  const kinds = (decision: ReturnType<typeof decide>) => decision.intents.map(({ body }) => body.kind);

  test('is kept and said', () => {
    const decision = tell(found());
    expect(decision.review).toMatchObject({
      issue: { updatedAt: at(8) },
      checklist: {
        dueFor: null,
        said: { verdicts: { title: 'met' } },
        comment: { note: null, text: 'One of two.', written: null, isTheirs: false },
        details: { hash: 'a' },
      },
    });
    expect(kinds(decision)).toEqual(['comment-on-review']);
  });

  test('by a clock of GitLab that is far ahead makes nothing older that comes after it', () => {
    const { review } = tell(found({ review: aSnapshot({ id: 900, updatedAt: at(24 * 3_600) }) }));
    expect(review?.issue?.updatedAt).toBe(at(8));
  });

  test('again is not said again, and something else is', () => {
    const first = tell(found()).review;
    const written = decide(
      { kind: 'review.commented', incident, note: 7, written: hashOfText('One of two.'), isTheirs: false },
      first && { review: first, as: 'incident' },
      aPolicy(),
      at(9),
    ).review;
    expect(written?.checklist?.comment).toMatchObject({ note: 7, written: hashOfText('One of two.') });
    expect(kinds(tell(found(), written))).toEqual([]);
    expect(kinds(tell(found({ comment: 'Two of two.' }), written))).toEqual(['comment-on-review']);
  });

  test.each<[string, Partial<Checklist>, string | null]>([
    ['the same slice', { dueFor: at(2.4) }, null],
    ['a later one', { dueFor: at(2.5) }, at(2.5)],
    ['none', { dueFor: null }, null],
  ])('leaves what is due where that is of %s', (_, checklist, due) => {
    expect(tell(found(), known(checklist)).review?.checklist?.dueFor).toBe(due);
  });

  test('is not said where the comment is theirs', () => {
    const comment = { note: 7, text: 'x', written: null, isTheirs: true };
    expect(kinds(tell(found(), known({ comment })))).toEqual([]);
  });

  test('of another review than is known by now is nothing', () => {
    expect(tell(found({ review: aSnapshot({ id: 901 }) })).outcome).toBe('ignored');
    expect(tell(found(), known({}, { issue: null })).outcome).toBe('ignored');
    expect(tell(found(), null).outcome).toBe('ignored');
  });

  test('does not make an older state of the review the known one', () => {
    const newer = known({}, { issue: { ...issue, updatedAt: at(20), title: 'New' } });
    expect(tell(found(), newer).review?.issue).toMatchObject({ updatedAt: at(20), title: 'New' });
  });

  test('at a closing with boxes open is said once', () => {
    const decision = tell(
      found({ farewell: { text: 'Left: …', reopens: true } }),
      known({}, { standing: 'closed' }),
    );
    expect(decision.intents.map(({ body }) => body)).toContainEqual({
      kind: 'tell-of-open-boxes',
      incident,
      closedAt: at(0),
      text: 'Left: …',
      reopens: true,
    });
    expect(decision.review?.checklist?.undoneClosingAt).toBe(at(0));
  });

  test('tells apps of what is met by now alone', () => {
    const policy = aPolicy({ apps: [{ name: 'board', hears: ['guideline.met'] }] });
    const told = (review: Review) =>
      tell(found(), review, policy).intents.flatMap(({ body }) =>
        body.kind === 'tell-app' ? [body.event.guideline] : [],
      );
    expect(told(known())).toEqual(['title']);
    expect(told(known({ met: ['title'] }))).toEqual([]);
    expect(told(known({ met: ['summary'] }))).toEqual(['title']);
    expect(tell(found(), known(), policy).review?.checklist?.met).toEqual(['title']);
    // Our mark was gone for a while: what the comment said is forgotten, what apps were told is not.
    expect(told(known({ said: null, met: ['title'] }))).toEqual([]);
  });

  test('before an incident turned confidential is not said after it', () => {
    const turned = known({}, { snapshot: { ...known().snapshot, confidential: true } });
    const decision = tell(found(), turned);
    expect(decision.review?.checklist?.comment).toMatchObject({ text: null });
    expect(kinds(decision)).toEqual([]);
    expect(kinds(tell(found({ ofConfidential: true }), turned))).toEqual(['comment-on-review']);
  });
});

describe('an incident that turns confidential', () => {
  const comment = { note: 7, text: 'Both say 2.', written: 'a', isTheirs: false };
  const turn = (from: boolean, to: boolean) => {
    const review = reviewed({ checklist: aChecklist({ comment }) });
    const snapshot: IssueSnapshot = { ...review.snapshot, confidential: from };
    const issue = { ...snapshot, confidential: to, updatedAt: at(0) };
    const known = { review: { ...review, snapshot }, as: 'incident' as const };
    return decide({ kind: 'issue.changed', issue, before: {}, by: null }, known, aPolicy(), at(1)).review
      ?.checklist;
  };

  test.each([
    [false, true, null],
    [true, true, 'Both say 2.'],
    [false, false, 'Both say 2.'],
    [true, false, 'Both say 2.'],
  ])('from %j to %j: what its comment shall say is %j', (from, to, text) => {
    expect(turn(from, to)?.comment).toEqual({ ...comment, text });
  });
});

test('a review that a person deleted takes all that was found along', () => {
  const review = reviewed({ checklist: aChecklist({ dueFor: at(0), lastCommentAt: at(0) }) });
  const known = { review, as: 'incident' as const };
  expect(decide({ kind: 'review.gone', incident }, known, aPolicy(), at(1)).review?.checklist).toBeNull();
});

test('a review that was moved is judged at its new place', () => {
  const event = {
    kind: 'review.moved' as const,
    incident,
    review: aSnapshot({ updatedAt: at(0) }),
    readableByMore: false,
  };
  const { intents } = decide(event, { review: reviewed(), as: 'incident' }, aPolicy(), at(1));
  expect(intents.map(({ body }) => body.kind)).toEqual(['check-guidelines']);
});
