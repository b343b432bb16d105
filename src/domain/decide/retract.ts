import type { Intent } from '../intents.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import { type Decision, intentFor } from './decision.ts';
import { mustHide } from './make-confidential.ts';

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
 * Whatever an event was about: a review that has become confidential with it has its messages taken back.
 * The one place for it, so that no event can forget.
 */
export function withRetraction(before: Review | null, decision: Decision, policy: Policy): Decision {
  const { review, intents } = decision;
  if (policy.slack === null || before === null || review === null) return decision;
  if (isConfidential(before) || !isConfidential(review)) return decision;
  if (intents.some(({ body }) => body.kind === 'retract-messages')) return decision;
  return { ...decision, intents: [retract(review, before.version), ...intents] };
}
