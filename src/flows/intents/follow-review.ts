import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** A person moved the review to another project: it has a new number there. */
export const followReview: Performer<'follow-review'> = async (
  { incident, movedTo },
  _claimed,
  { gitlab },
) => {
  const address = await gitlab.issueById(movedTo);
  if (!address) return { note: 'the review was moved to where we cannot see it' };
  const review = snapshotOf(await gitlab.issue(address));
  return { event: { kind: 'review.moved', incident, review }, note: review.url };
};
