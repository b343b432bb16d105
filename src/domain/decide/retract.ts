import type { Intent } from '../intents.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import { type Decision, intentFor } from './decision.ts';
import { mustHide } from './make-confidential.ts';
import { takeBackCharts } from './take-back-charts.ts';

/** Confidential itself, or to be made so. */
export function isConfidential(review: Review): boolean {
  return mustHide(review) || review.issue?.confidential === true;
}

/** What channels show of a review is to be taken back. `occurrence` tells one time from the next. */
export function retract(review: Review, occurrence: string | number): Intent {
  const { incident } = review;
  return intentFor(incident, { kind: 'retract-messages', incident }, occurrence);
}

/**
 * Whatever an event was about: a review that has become confidential with it has its messages and charts taken back.
 * The one place for it, so that no event can forget.
 */
export function withRetraction(before: Review | null, decision: Decision, policy: Policy): Decision {
  const { review, intents } = decision;
  if (before === null || review === null) return decision;
  const hasTurned = !isConfidential(before) && isConfidential(review);
  // More people could fetch what was uploaded by now, also where it was confidential before.
  const hasMoreReaders = !before.hidden && review.hidden;
  const isRetracted = intents.some(({ body }) => body.kind === 'retract-messages');
  const saysLess = hasTurned && policy.slack !== null && !isRetracted;
  return {
    ...decision,
    intents: [
      ...(saysLess ? [retract(review, before.version)] : []),
      ...intents,
      ...(hasTurned || hasMoreReaders ? takeBackCharts(review, before.version) : []),
    ],
  };
}
