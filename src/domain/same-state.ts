import { reviewIssueOf } from './decide/decision.ts';
import { isOlder } from './is-older.ts';
import type { Review } from './review.ts';
import type { IssueSnapshot } from './words.ts';

/** Whether an incident is shown as it is known already, so that nothing can follow from it. */
export function isKnownState(issue: IssueSnapshot, { snapshot }: Pick<Review, 'snapshot'>): boolean {
  return (
    !isOlder(snapshot.updatedAt, issue.updatedAt) &&
    (isOlder(issue.updatedAt, snapshot.updatedAt) || essenceOf(issue) === essenceOf(snapshot))
  );
}

/** The same of a review. */
export function isKnownReview(issue: IssueSnapshot, known: Pick<Review, 'issue' | 'standing'>): boolean {
  const { issue: review, standing } = known;
  if (!review || issue.movedTo !== null || isOlder(review.updatedAt, issue.updatedAt)) return false;
  if (isOlder(issue.updatedAt, review.updatedAt)) return true;
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
