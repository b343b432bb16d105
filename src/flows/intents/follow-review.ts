import { Problem } from '../../domain/problems.ts';
import { canMoreRead } from '../can-more-read.ts';
import { orNotYet } from '../read-fresh.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** A person moved the review to another project: it has a new number there, and perhaps other readers. */
export const followReview: Performer<'follow-review'> = async ({ incident, movedTo }, claimed, deps) => {
  const { gitlab } = deps;
  const address = await gitlab.issueById(movedTo);
  if (!address)
    throw new Problem('gitlab-stale', 'the review was moved to where we cannot see it, or not yet');
  const justMoved = { createdAt: null };
  const review = snapshotOf(await orNotYet(justMoved, claimed, deps, () => gitlab.issue(address)));
  const row = await deps.storage.reviewOf(incident);
  const from = row?.snapshot.project.id ?? incident.project;
  const readableByMore = await canMoreRead(from, address.project, deps);
  return { event: { kind: 'review.moved', incident, review, readableByMore }, note: review.url };
};
