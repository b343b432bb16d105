import type { Review } from '../review.ts';
import type { Decision } from './decision.ts';

/**
 * What was found while an incident was not confidential is not written any more once it is: the review may be shown to
 * people who are not shown the incident. Whatever told of it; it is judged anew.
 */
export function unsay(before: Review | null, decision: Decision): Decision {
  const { review } = decision;
  const checklist = review?.checklist ?? null;
  if (before === null || review === null || checklist === null || checklist.comment === null) return decision;
  if (before.snapshot.confidential || !review.snapshot.confidential) return decision;
  const comment = { ...checklist.comment, text: null };
  return { ...decision, review: { ...review, checklist: { ...checklist, comment } } };
}
