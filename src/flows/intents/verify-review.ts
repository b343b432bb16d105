import { foundByAsking } from '../../domain/events.ts';
import { Problem } from '../../domain/problems.ts';
import { canTellDeleted } from '../can-tell-deleted.ts';
import { knownReview, orNotYet } from '../read-fresh.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** Somebody asks for a review although we know of one: is it still there? */
export const verifyReview: Performer<'verify-review'> = async ({ incident, review }, claimed, deps) => {
  const { gitlab, storage } = deps;
  const known = knownReview(await storage.reviewOf(incident), review);
  try {
    const issue = snapshotOf(await orNotYet(known, claimed, deps, () => gitlab.issue(review)));
    const event = { kind: 'issue.changed', issue, before: {}, by: null, found: foundByAsking } as const;
    return { event, note: 'the review is there' };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-not-found') throw error;
    // Only where the project itself can be read is a missing issue a deleted one.
    await gitlab.project(review.project);
    if (!(await canTellDeleted(review.project, deps))) {
      throw new Problem(
        'gitlab-forbidden',
        `review #${review.iid} was deleted or is confidential: the token's role is too low to tell which`,
      );
    }
    return { event: { kind: 'review.gone', incident }, note: 'the review was deleted' };
  }
};
