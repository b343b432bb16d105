import type { Instant } from './words.ts';

/**
 * Whether `a` was before `b`. GitLab tells some times to the second and others to the millisecond:
 * where either has no fraction, the same second is not older.
 */
export function isOlder(a: Instant, b: Instant): boolean {
  const whole = a.endsWith('.000Z') || b.endsWith('.000Z');
  return whole ? secondOf(a) < secondOf(b) : a < b;
}

function secondOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 1000);
}

/** GitLab reads from no replica that is more than a minute behind (docs, database_load_balancing). */
const longestLagMs = 2 * 60_000;

/** Whether what GitLab shows may be from before something that we know: of what is longer ago, all of it shows. */
export function mayLagBehind(known: Instant, now: Instant): boolean {
  return Date.parse(now) - Date.parse(known) < longestLagMs;
}
