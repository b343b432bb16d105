import type { Intent } from '../intents.ts';
import type { Review } from '../review.ts';
import { intentFor } from './decision.ts';

/**
 * The version tells repetitions apart: a person may take the confidentiality away again, and GitLab's stamps may be
 * the same for all that happens within a second.
 */
export function makeConfidential(review: Review): Intent {
  const { incident, issue, version } = review;
  if (!issue) throw new Error('there is no review to make confidential');
  const address = { project: issue.project, iid: issue.iid };
  return intentFor(
    incident,
    { kind: 'make-review-confidential', incident, review: address },
    issue.iid,
    version,
  );
}

/** As confidential as its incident, and as its project asks for. */
export function mustHide(review: Pick<Review, 'snapshot' | 'hidden'>): boolean {
  return review.snapshot.confidential || review.hidden;
}
