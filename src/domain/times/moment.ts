import type { Confidence } from '../key-information.ts';
import type { Instant } from '../words.ts';

/** A moment in the life of an incident. `source`: who says so, a short English phrase for people. */
export type Moment = { at: Instant; source: string; confidence: Confidence };

/**
 * From one moment to another in whole minutes, between the minutes that people see. null: one of them is not known, the
 * second comes before the first, or both are one and the same word of somebody.
 */
export function minutesFromTo(from: Moment | null, to: Moment | null): number | null {
  if (from === null || to === null || isSame(from, to)) return null;
  const minutes = minuteOf(to.at) - minuteOf(from.at);
  return minutes < 0 ? null : minutes;
}

function isSame(a: Moment, b: Moment): boolean {
  return a.source === b.source && a.at === b.at;
}

/** The minute in which an instant lies, counted through. */
export function minuteOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 60_000);
}
