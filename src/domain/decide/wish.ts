import { hasLabel } from '../labels.ts';
import { type Policy, watched, watchingSince } from '../policy.ts';
import type { Review } from '../review.ts';
import { severityOf } from '../severity.ts';
import { farEnough } from '../stage.ts';
import type { Instant } from '../words.ts';

/** What the policy wants for an incident in its present state. `because` is one sentence for people. */
export type Wish = { what: 'review' | 'waive' | 'ask-severity' | 'nothing'; because: string };

export const severityUnknown = 'its severity is unknown';

/**
 * Whether an incident needs a review. Compares states, never names of actions. `asked`: somebody has
 * just set the label that asks for a review; that counts for old incidents too. Old is what came far enough
 * before `since`.
 */
export function wishFor(
  review: Pick<Review, 'snapshot' | 'reachedAt'>,
  policy: Policy,
  asked: boolean,
  since: Instant | '' = watchingSince(review.snapshot.project, policy),
): Wish {
  const { snapshot } = review;
  const { trigger } = policy;
  if (snapshot.kind !== 'incident' && !hasLabel(snapshot.labels, policy.incident.label)) {
    return { what: 'nothing', because: 'it is not an incident' };
  }
  if (!watched(snapshot.project, policy)) {
    return { what: 'nothing', because: 'the incident is in a project that is not configured' };
  }
  // Moving an issue closes its old place: that is no closure of the incident.
  if (snapshot.movedTo !== null) {
    return { what: 'nothing', because: 'the incident was moved; its new place counts' };
  }
  if (hasLabel(snapshot.labels, trigger.notNeeded)) {
    return { what: 'waive', because: `the label "${trigger.notNeeded}" says that no review is needed` };
  }
  const stage = farEnough(snapshot, trigger);
  if (!stage) {
    return { what: 'nothing', because: `the incident is not ${trigger.when.join(' or ')} yet` };
  }
  if (!asked && (review.reachedAt === null || review.reachedAt < since)) {
    return { what: 'nothing', because: `it was ${stage} before this service was watching` };
  }
  if (hasLabel(snapshot.labels, trigger.requestedBy)) {
    return {
      what: 'review',
      because: `${stage}, and the label "${trigger.requestedBy}" asks for one`,
    };
  }
  const severity = severityOf(snapshot);
  if (severity === null) return { what: 'ask-severity', because: severityUnknown };
  if (!trigger.severities.includes(severity)) {
    return { what: 'nothing', because: `severity ${severity} needs no review` };
  }
  return { what: 'review', because: `${stage} with severity ${severity}` };
}
