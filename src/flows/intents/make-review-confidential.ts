import { mustHide } from '../../domain/decide/make-confidential.ts';
import { Problem } from '../../domain/problems.ts';
import type { Review } from '../../domain/review.ts';
import type { IssueAddress } from '../../ports/gitlab.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** A review is as confidential as its incident. GitLab drops the field silently when the role is too low. */
export const makeReviewConfidential: Performer<'make-review-confidential'> = async (body, _claimed, deps) => {
  const { incident, review } = body;
  const row = await deps.storage.reviewOf(incident);
  if (row && !mustHide(row)) return { note: 'no longer needed' };
  if (row?.issue?.confidential) return { note: 'it is confidential by now' };
  // Where it went, that has an intent of its own.
  if (row && !isAt(row.issue, review)) return { note: 'the review is elsewhere or gone by now' };
  const now = await deps.gitlab.changeIssue(review, { confidential: true });
  if (!now.confidential) {
    throw new Problem(
      'gitlab-forbidden',
      `review #${review.iid} did not become confidential: the token's role is too low`,
    );
  }
  return { event: { kind: 'issue.changed', issue: snapshotOf(now), before: {}, by: null } };
};

function isAt(issue: Review['issue'], { project, iid }: IssueAddress): boolean {
  return issue?.project === project && issue.iid === iid;
}
