import { expect, test } from 'vitest';
import { existingReviews } from '../../src/domain/existing-review.ts';
import { aReviewIssue } from '../fakes/facts.ts';

const existingReview = (...given: Parameters<typeof existingReviews>) => existingReviews(...given)[0] ?? null;

const incident = { project: 7, issue: 700 };
const ours = { project: 7, users: [98, 99] };
const marked = (over = {}, author = 99, mark = incident) => ({
  issue: aReviewIssue(over),
  author,
  incident: mark,
});

test('an issue by anyone that is related and titled as a review is the review', () => {
  const found = existingReview([incident], [aReviewIssue({ title: 'incident review: by hand' })], [], ours);
  expect(found).toMatchObject({ how: 'related', ours: false });
});

test('a related issue with another title is not', () => {
  expect(existingReview([incident], [aReviewIssue({ title: 'Follow-up' })], [], ours)).toBeNull();
});

test('an issue that we wrote and marked is found without a link, also by a user we were before', () => {
  expect(existingReview([incident], [], [marked({}, 98)], ours)).toMatchObject({
    how: 'searched',
    ours: true,
  });
});

test('a mark counts for nothing under another author, in another project or for another incident', () => {
  const foreign = { id: 9, path: 'acme/other' };
  expect(existingReview([incident], [], [marked({}, 5)], ours)).toBeNull();
  expect(existingReview([incident], [], [marked({ project: foreign })], ours)).toBeNull();
  expect(existingReview([incident], [], [marked({}, 99, { project: 7, issue: 701 })], ours)).toBeNull();
  expect(existingReview([incident], [], [{ ...marked(), incident: null }], ours)).toBeNull();
});

test('one that is found both ways is found once, as related and ours', () => {
  expect(existingReview([incident], [aReviewIssue()], [marked()], ours)).toMatchObject({
    how: 'related',
    ours: true,
  });
});

test('of several the open ones go first, then the oldest', () => {
  const closed = aReviewIssue({ id: 1, state: 'closed' });
  const found = existingReview(
    [incident],
    [closed, aReviewIssue({ id: 3 }), aReviewIssue({ id: 2 })],
    [],
    ours,
  );
  expect(found?.issue.id).toBe(2);
});

test('what was moved away is not the review', () => {
  expect(existingReview([incident], [aReviewIssue({ movedTo: 5 })], [], ours)).toBeNull();
});
