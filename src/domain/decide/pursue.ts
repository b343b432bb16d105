import type { Intent } from '../intents.ts';
import { type Policy, watchingSince } from '../policy.ts';
import type { Review } from '../review.ts';
import { severityOf } from '../severity.ts';
import { farEnough } from '../stage.ts';
import type { Instant, Person } from '../words.ts';
import { intentFor, placeOf, tellApps } from './decision.ts';
import { wishFor } from './wish.ts';

/**
 * `asked`: somebody has just asked for a review. `by`: who made the change, where it is known. `since`:
 * somebody asked for all incidents that came far enough after this moment.
 */
export type Situation = {
  policy: Policy;
  now: Instant;
  asked: boolean;
  by: Person | null;
  since?: Instant | null;
};

/**
 * Takes a row whose incident has changed to where the policy wants it: the one place that decides
 * whether a review is opened. A review that exists, or is being opened, is left as it is; one that a
 * person deleted comes again only when `asked`.
 */
export function pursue(review: Review, situation: Situation): { review: Review; intents: Intent[] } {
  const wish = wishFor(review, situation.policy, situation.asked, lookingBack(review, situation));
  switch (review.standing) {
    case 'open':
    case 'closed':
      return { review, intents: [] };
    case 'wanted':
      if (wish.what === 'waive') return waive(review, situation, wish.because);
      // Whoever asks now may wonder why nothing comes: start anew, in case the earlier attempt was dropped.
      return situation.asked ? want(review, wish.because) : { review, intents: [] };
    case 'deleted':
      return situation.asked && wish.what === 'review'
        ? want({ ...review, generation: review.generation + 1 }, wish.because)
        : { review, intents: [] };
    case 'waived':
      if (wish.what === 'waive') return { review, intents: [] };
      return pursue({ ...review, standing: 'watching', waiver: null }, situation);
    case 'watching':
      switch (wish.what) {
        case 'waive':
          return waive(review, situation, wish.because);
        case 'review':
          return want(review, wish.because);
        case 'ask-severity':
          return askSeverity(review, situation.policy, wish.because);
        case 'nothing':
          return { review: { ...review, because: wish.because }, intents: [] };
      }
  }
}

function lookingBack({ snapshot }: Review, { policy, since }: Situation): Instant | '' {
  const watched = watchingSince(snapshot.project, policy);
  return since && since < watched ? since : watched;
}

/** It came far enough before this service was watching: who comes for it later asks for reviews, not for questions. */
function isOld(review: Review, policy: Policy): boolean {
  return (
    farEnough(review.snapshot, policy.trigger) !== null &&
    (review.reachedAt === null || review.reachedAt < watchingSince(review.snapshot.project, policy))
  );
}

function want(review: Review, because: string): { review: Review; intents: Intent[] } {
  const { incident, snapshot } = review;
  const attempt = review.attempt + 1;
  const gather = intentFor(
    incident,
    {
      kind: 'gather-facts',
      incident,
      at: placeOf(snapshot),
      openedAt: snapshot.createdAt,
      notOlderThan: snapshot.updatedAt,
    },
    attempt,
  );
  return {
    review: { ...review, standing: 'wanted', because, attempt, plannedOwner: null },
    intents: [gather],
  };
}

function waive(
  review: Review,
  { policy, now, by }: Situation,
  because: string,
): { review: Review; intents: Intent[] } {
  const { incident, snapshot } = review;
  const waived: Review = {
    ...review,
    standing: 'waived',
    plannedOwner: null,
    because,
    waiver: { since: snapshot.updatedAt, by: by?.username ?? null, reason: null, reasonBy: null },
  };
  const severity = severityOf(snapshot);
  // Nobody needs to explain why an incident has no review that would have none anyway.
  const mayNeedOne = severity === null || policy.trigger.severities.includes(severity);
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
      ...(mayNeedOne && !isOld(review, policy) ? [ask] : []),
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
  return { review: { ...review, because }, intents: isOld(review, policy) ? [] : [ask] };
}
