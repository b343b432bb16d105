import type { Instant } from '../words.ts';

/** Start and end of an impact as its review tells them; null: not known. */
export type ImpactWindow = { start: Instant | null; end: Instant | null };

/** An impact window as it is asked for: whole seconds, since PromQL's durations are. */
export type MeasuredWindow = { start: Instant; end: Instant; seconds: number };

const secondMs = 1_000;
const dayMs = 86_400_000;
/** Until the last samples of a window have been scraped and can be asked for. */
export const settledAfterMs = 60_000;

/** Widened to whole seconds on both sides. null: it has no length, or ends before it begins. */
export function windowOf(start: Instant, end: Instant): MeasuredWindow | null {
  const from = Math.floor(Date.parse(start) / secondMs);
  const to = Math.ceil(Date.parse(end) / secondMs);
  // Two moments within one second are a window; one moment is none.
  if (start >= end || !(to > from)) return null;
  return { start: instant(from * secondMs), end: instant(to * secondMs), seconds: to - from };
}

/** The same of an impact of which the start, the end or both may not be known. */
export function windowIn({ start, end }: ImpactWindow): MeasuredWindow | null {
  return start === null || end === null ? null : windowOf(start, end);
}

/** From when on a window can be asked for as a whole. */
export function settledAt({ end }: MeasuredWindow): Instant {
  return instant(Date.parse(end) + settledAfterMs);
}

/** When its first samples leave the retention. From then on whatever is measured is too little. */
export function lostFrom({ start }: MeasuredWindow, retentionDays: number): Instant {
  return instant(Date.parse(start) + retentionDays * dayMs);
}

/** `since`: when the first of it went. `all`: nothing of it is left. */
export type Loss = { from: Instant; since: Instant; all: boolean; retentionDays: number };

/** What of a window the source no longer keeps; null: it is all there. */
export function lossOf(window: MeasuredWindow, retentionDays: number, now: Instant): Loss | null {
  const since = lostFrom(window, retentionDays);
  if (now < since) return null;
  const all = Date.parse(now) >= Date.parse(window.end) + retentionDays * dayMs;
  return { from: window.start, since, all, retentionDays };
}

/** The last whole hour of seconds: what `doctor` asks for. */
export function lastHour(now: Instant): MeasuredWindow {
  const to = Math.floor(Date.parse(now) / secondMs);
  return { start: instant((to - 3_600) * secondMs), end: instant(to * secondMs), seconds: 3_600 };
}

function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}
