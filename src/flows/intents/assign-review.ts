import { knownReview, readLatest } from '../read-fresh.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * GitLab drops an assignee who may not see the review without saying so: tries the next candidates
 * until one is accepted. A review that somebody was assigned to meanwhile is left alone.
 */
export const assignReview: Performer<'assign-review'> = async (
  { incident, review, candidates },
  claimed,
  deps,
) => {
  const { gitlab, storage } = deps;
  let now = await readLatest(review, knownReview(await storage.reviewOf(incident), review), claimed, deps);
  for (const candidate of candidates) {
    if (now.assignees.length > 0) break;
    now = await gitlab.changeIssue(review, { assignee: candidate.id });
  }
  const owner = now.assignees[0];
  if (!owner)
    return { event: { kind: 'dri.missing', incident }, note: 'GitLab accepted none of the candidates' };
  return {
    event: { kind: 'issue.changed', issue: snapshotOf(now), before: {}, by: null },
    note: `assigned to ${owner.username}`,
  };
};
