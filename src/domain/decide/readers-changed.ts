import type { DomainEvent } from '../events.ts';
import type { Review } from '../review.ts';
import { type Decision, ignored } from './decision.ts';
import { makeConfidential, mustHide } from './make-confidential.ts';

/**
 * A project became visible to more people, or to fewer. What more people could read is hidden at once; what
 * need not be hidden any more stays as it is, but people may show it.
 */
export function readersChanged(
  { readableByMore }: Extract<DomainEvent, { kind: 'readers.changed' }>,
  known: Review | null,
): Decision {
  if (!known?.issue) return ignored('there is no review');
  if (known.hidden === readableByMore) return ignored('that is known already');
  // It may have had to be hidden for another reason: only when that has been done may people undo it.
  if (!readableByMore && !known.issue.confidential) return ignored('it is still to be hidden');
  const review: Review = { ...known, hidden: readableByMore };
  const hide = mustHide(review) && !known.issue.confidential;
  const because = readableByMore
    ? 'more people can read its project than that of the incident'
    : 'no more people can read its project than that of the incident';
  return {
    outcome: 'done',
    because,
    review,
    intents: hide ? [makeConfidential(review)] : [],
  };
}
