import type { Intent } from '../intents.ts';
import type { Review } from '../review.ts';
import { intentFor } from './decision.ts';

/** `occurrence` tells repetitions apart: a person may take the confidentiality away again. */
export function makeConfidential(review: Review, occurrence: string): Intent {
  const { incident, issue } = review;
  if (!issue) throw new Error('there is no review to make confidential');
  const address = { project: issue.project, iid: issue.iid };
  return intentFor(
    incident,
    { kind: 'make-review-confidential', incident, review: address },
    issue.iid,
    occurrence,
  );
}

/** As confidential as its incident, and as its project asks for. */
export function mustHide(review: Pick<Review, 'snapshot' | 'hidden'>): boolean {
  return review.snapshot.confidential || review.hidden;
}
