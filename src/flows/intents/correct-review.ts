import { asStored } from '../../domain/as-stored.ts';
import type { ReviewPlan } from '../../domain/review.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import { knownReview, readLatest } from '../read-fresh.ts';
import { writeText } from '../write-text.ts';
import type { Performer } from './performer.ts';

/**
 * GitLab left out labels or the owner that the text speaks of: writes the text anew with what is there.
 * Only where every character is still ours; what a person has touched stays.
 */
export const correctReview: Performer<'correct-review'> = async (
  { incident, review, plan },
  claimed,
  deps,
) => {
  if (plan.template.startsWith('gitlab:')) return { note: "a project's own form does not speak of them" };
  const known = knownReview(await deps.storage.reviewOf(incident), review);
  const now = await readLatest(review, known, claimed, deps);
  const ours = deps.templates.review(plan.template, plan.values);
  if (asStored(now.description) !== asStored(ours)) return { note: 'a person has edited it meanwhile' };
  const description = deps.templates.review(plan.template, corrected(plan, now));
  await writeText({ incident }, now, { text: description }, deps);
  return { note: 'the text says what GitLab accepted' };
};

function corrected(
  { values }: ReviewPlan,
  { assignees: [owner], labels }: IssueWithText,
): ReviewPlan['values'] {
  if (!owner)
    return {
      ...values,
      labels,
      dri: null,
      noDriBecause: 'GitLab did not accept the assignee that was asked for',
    };
  const because =
    owner.username === values.dri?.username ? values.dri.because : 'assigned when this review opened';
  return {
    ...values,
    labels,
    dri: { username: owner.username, name: owner.name, because },
    noDriBecause: null,
  };
}
