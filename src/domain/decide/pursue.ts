import type { Intent } from '../intents.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import { severityOf } from '../severity.ts';
import type { Instant } from '../words.ts';
import { intentFor, placeOf, tellApps } from './decision.ts';
import { wishFor } from './wish.ts';

/**
 * Takes a row whose incident has changed to where the policy wants it: the one place that decides
 * whether a review is opened. A review that exists, or is being opened, is left as it is; one that a
 * person deleted comes again only when `asked`.
 */
export function pursue(
  review: Review,
  policy: Policy,
  now: Instant,
  asked: boolean,
): { review: Review; intents: Intent[] } {
  const wish = wishFor(review, policy, asked);
  switch (review.standing) {
    case 'open':
    case 'closed':
      return { review, intents: [] };
    case 'wanted':
      return wish.what === 'waive' ? waive(review, policy, now, wish.because) : { review, intents: [] };
    case 'deleted':
      return asked && wish.what === 'review'
        ? want({ ...review, generation: review.generation + 1 }, wish.because)
        : { review, intents: [] };
    case 'waived':
      if (wish.what === 'waive') return { review, intents: [] };
      return pursue({ ...review, standing: 'watching', waiver: null }, policy, now, asked);
    case 'watching':
      switch (wish.what) {
        case 'waive':
          return waive(review, policy, now, wish.because);
        case 'review':
          return want(review, wish.because);
        case 'ask-severity':
          return askSeverity(review, policy, wish.because);
        case 'nothing':
          return { review: { ...review, because: wish.because }, intents: [] };
      }
  }
}

function want(review: Review, because: string): { review: Review; intents: Intent[] } {
  const { incident, snapshot } = review;
  const attempt = review.attempt + 1;
  const gather = intentFor(
    incident,
    { kind: 'gather-facts', incident, at: placeOf(snapshot), notOlderThan: snapshot.updatedAt },
    attempt,
  );
  return { review: { ...review, standing: 'wanted', because, attempt }, intents: [gather] };
}

function waive(
  review: Review,
  policy: Policy,
  now: Instant,
  because: string,
): { review: Review; intents: Intent[] } {
  const { incident, snapshot } = review;
  const waived: Review = {
    ...review,
    standing: 'waived',
    because,
    waiver: { since: now, by: null, reason: null, reasonBy: null },
  };
  const severity = severityOf(snapshot);
  // Nobody needs to explain why an incident has no review that would have none anyway.
  const wouldNeedOne = severity === null || policy.trigger.severities.includes(severity);
  const ask = intentFor(
    incident,
    {
      kind: 'comment-on-incident',
      incident,
      at: placeOf(snapshot),
      topic: 'waiver-reason',
      values: { label: policy.trigger.notNeeded },
    },
    'waiver-reason',
  );
  return {
    review: waived,
    intents: [
      ...(wouldNeedOne ? [ask] : []),
      ...tellApps(policy, waived, 'review.waived', snapshot.updatedAt, now, because),
    ],
  };
}

function askSeverity(review: Review, policy: Policy, because: string): { review: Review; intents: Intent[] } {
  const { incident, snapshot } = review;
  const ask = intentFor(
    incident,
    {
      kind: 'comment-on-incident',
      incident,
      at: placeOf(snapshot),
      topic: 'severity-unknown',
      values: {
        severities: policy.trigger.severities.join(', '),
        requestedBy: policy.trigger.requestedBy,
        notNeeded: policy.trigger.notNeeded,
      },
    },
    'severity-unknown',
  );
  return { review: { ...review, because }, intents: [ask] };
}
