import { expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import { anOpenReview, aReviewIssue } from '../../contract/storage-values.ts';
import { aPolicy, aReviewIssue as aSnapshot } from '../../fakes/facts.ts';

const now = '2024-11-01T08:00:00.000Z';
const issue = aSnapshot({ updatedAt: '2024-11-01T07:00:00.000Z' });
const review = anOpenReview(700, {
  issue: aReviewIssue({ project: issue.project.id, id: issue.id, iid: issue.iid, updatedAt: now }),
});
const overwrote = { write: 12, previous: 'A person wrote this' };
const by = { id: 99, username: 'incident-review-bot', name: 'Bot' };
const tell = (over: object) =>
  decide(
    { kind: 'issue.changed', issue, before: {}, by, ...over },
    { review, as: 'review' },
    aPolicy({ services: [] }),
    now,
  );

test('an edit that was overwritten is kept and restored, however late it is told', () => {
  const { outcome, intents, overwritten } = tell({ overwrote });
  expect(outcome).toBe('done');
  expect(intents.map(({ body }) => body)).toEqual([
    { kind: 'restore-edit', incident: review.incident, write: 12 },
  ]);
  expect(overwritten).toEqual(overwrote);
});

test('told twice it has the same key, and another edit has another', () => {
  const keyOf = (over: object) => tell(over).intents[0]?.key;
  expect(keyOf({ overwrote })).toBe(keyOf({ overwrote: { ...overwrote, write: 13 } }));
  expect(keyOf({ overwrote })).not.toBe(keyOf({ overwrote: { ...overwrote, previous: 'And this' } }));
});

test('a write that took the place of what we had read changes nothing', () => {
  expect(tell({})).toMatchObject({ outcome: 'ignored', intents: [] });
});
