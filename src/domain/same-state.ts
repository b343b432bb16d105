import { reviewIssueOf } from './decide/decision.ts';
import { isOlder, mayLagBehind } from './is-older.ts';
import { isPlaceLeft } from './one-incident.ts';
import type { Review } from './review.ts';
import type { Instant, IssueSnapshot } from './words.ts';

/** Whether an incident is shown as it is known already, so that nothing can follow from it. */
export function isKnownState(issue: IssueSnapshot, row: Review, now: Instant): boolean {
  const { snapshot } = row;
  if (isPlaceLeft(issue, row)) return true;
  if (issue.id !== snapshot.id || isOlder(snapshot.updatedAt, issue.updatedAt)) return false;
  if (essenceOf(issue) === essenceOf(snapshot)) return true;
  return isOlder(issue.updatedAt, snapshot.updatedAt) && mayLagBehind(snapshot.updatedAt, now);
}

/** The same of a review. */
export function isKnownReview(
  issue: IssueSnapshot,
  known: Pick<Review, 'issue' | 'standing'>,
  now: Instant,
): boolean {
  const { issue: review, standing } = known;
  if (!review || issue.movedTo !== null || isOlder(review.updatedAt, issue.updatedAt)) return false;
  if (isOlder(issue.updatedAt, review.updatedAt) && mayLagBehind(review.updatedAt, now)) return true;
  const shown = { ...reviewIssueOf(issue), updatedAt: review.updatedAt };
  return (
    standing === (issue.state === 'closed' ? 'closed' : 'open') &&
    JSON.stringify(Object.entries(shown).sort()) === JSON.stringify(Object.entries(review).sort())
  );
}

function essenceOf(issue: IssueSnapshot): string {
  const { state, kind, title, confidential, severity, movedTo } = issue;
  return JSON.stringify([state, kind, title, confidential, severity, movedTo, issue.labels.toSorted()]);
}
