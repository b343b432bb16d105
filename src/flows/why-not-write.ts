import { readMark } from '../domain/mark.ts';
import type { Review } from '../domain/review.ts';
import { canMoreReadConfidential } from './can-more-read.ts';
import type { Deps } from './deps.ts';
import { ourUsers } from './our-users.ts';
import type { Now } from './read-now.ts';

/** Why nothing of an incident may be written into its review as it is now; null: it may. */
export async function whyNotWrite(
  row: Review,
  { incident, review, hidden }: Now,
  deps: Deps,
): Promise<string | null> {
  if (review.state === 'closed') return 'the review is closed';
  const mark = readMark(review.description);
  const isOurs = (await ourUsers(deps)).includes(review.author.id);
  if (!isOurs || mark?.incident.issue !== row.incident.issue) return 'our mark is gone from the review';
  if (hidden && !review.confidential) return 'the review is still to be hidden';
  if (incident.confidential && (await canMoreReadConfidential(incident.project.id, review.project.id, deps)))
    return 'its readers are not shown the incident';
  return null;
}
