import type { Instant } from '../words.ts';
import type { Change, Changes } from './changes.ts';
import { type Moment, minuteOf } from './moment.ts';
import type { Moments } from './moments.ts';

export const stationNames = [
  'causeMerged',
  'causeShipped',
  'impact',
  'noticed',
  'revertMerged',
  'revertShipped',
  'restored',
] as const;

export type StationName = (typeof stationNames)[number];

/** `sinceMinutes`: since the station before it that is known; null: it is the first. Never negative. */
export type Station = { name: StationName; moment: Moment; sinceMinutes: number | null };

/**
 * Whose word counts where two stations contradict each other: the impact window is what people looked after, a merge happens
 * at one moment, and which deployment was the first with it is concluded.
 */
const mostCertain: readonly StationName[] = [
  'impact',
  'restored',
  'noticed',
  'causeMerged',
  'revertMerged',
  'causeShipped',
  'revertShipped',
];

/**
 * Where the time went, from the merge of the cause until service was restored. A station of which nobody knows is not among
 * them, and neither is one that would come before an earlier station. Empty where no merge request is known: then the spans
 * tell all there is.
 */
export function stationsOf(
  { start, detected, resolved }: Pick<Moments, 'start' | 'detected' | 'resolved'>,
  { cause, revert }: Changes,
): Station[] {
  if (cause === null && revert === null) return [];
  const known: Record<StationName, Moment | null> = {
    causeMerged: merged(cause),
    causeShipped: shipped(cause),
    impact: start,
    noticed: detected,
    revertMerged: merged(revert),
    revertShipped: shipped(revert),
    restored: resolved,
  };
  const kept = new Map<StationName, Instant>();
  for (const name of mostCertain) {
    const moment = known[name];
    if (moment !== null && fits(name, moment.at, kept)) kept.set(name, moment.at);
  }
  let before: Instant | null = null;
  return stationNames.flatMap((name): Station[] => {
    const moment = known[name];
    if (moment === null || !kept.has(name)) return [];
    const sinceMinutes = before === null ? null : minuteOf(moment.at) - minuteOf(before);
    before = moment.at;
    return [{ name, moment, sinceMinutes }];
  });
}

function fits(name: StationName, at: Instant, kept: ReadonlyMap<StationName, Instant>): boolean {
  const place = stationNames.indexOf(name);
  return [...kept].every(([other, otherAt]) =>
    stationNames.indexOf(other) < place
      ? minuteOf(otherAt) <= minuteOf(at)
      : minuteOf(at) <= minuteOf(otherAt),
  );
}

function merged(change: Change | null): Moment | null {
  if (change === null) return null;
  return {
    at: change.mergedAt,
    source: `merge request ${change.path}!${change.iid}`,
    confidence: 'inferred',
  };
}

function shipped(change: Change | null): Moment | null {
  if (!change?.shipped) return null;
  const { deployment, environment, at, finished } = change.shipped;
  const what = `deployment ${deployment} to ${environment}`;
  return { at, source: finished ? `end of ${what}` : `last change of ${what}`, confidence: 'inferred' };
}
