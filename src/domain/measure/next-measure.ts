import type { Instant } from '../words.ts';
import type { Miss } from './miss.ts';
import { againAfter } from './miss.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const firstWaitMs = 30_000;
const urgentCapMs = 10 * minuteMs;
const calmCapMs = hourMs;
/** So long before the metrics are lost there is one more attempt. */
const lastChanceMs = minuteMs;
/** Where metrics are kept for years, hardly anybody mends a query after a month of silence. */
const hopefulMs = 30 * dayMs;

export type Waiting = {
  now: Instant;
  why: Pick<Miss, 'reason'>;
  /** How many have failed; from 1. */
  attempts: number;
  firstTriedAt: Instant;
  /** When the first metrics of the window leave the retention. */
  lostFrom: Instant;
  /** From 0 up to 1: so that many do not come back at once. */
  random: number;
  /** How long the other side asked us to wait, where it did. */
  retryAfterMs: number | null;
};

/**
 * When to measure again after an attempt that failed; null: not by itself. Soon at first, every ten minutes for a day,
 * then every hour, after a month every day, and every ten minutes again on the last day before the metrics are lost, with
 * a last attempt right before that.
 */
export function nextMeasureAt(waiting: Waiting): Instant | null {
  const { why, random } = waiting;
  if (againAfter(why) === 'when-known') return null;
  const nowMs = Date.parse(waiting.now);
  const lostMs = Date.parse(waiting.lostFrom);
  const firstMs = Date.parse(waiting.firstTriedAt);
  const waitMs = Math.max(
    longestWaitMs(waiting, nowMs, lostMs, firstMs) * (0.5 + random / 2),
    Math.min(waiting.retryAfterMs ?? 0, hourMs),
  );
  const atMs = nowMs + Math.round(waitMs);
  if (atMs <= lostMs - lastChanceMs) return new Date(atMs).toISOString();
  return nowMs < lostMs - lastChanceMs ? new Date(lostMs - lastChanceMs).toISOString() : null;
}

/** When to look again, be it only to say that the metrics are gone by then; null: not by itself. */
export function nextLookAt(waiting: Waiting): Instant | null {
  const { why, now, lostFrom } = waiting;
  if (againAfter(why) === 'when-known') return null;
  return nextMeasureAt(waiting) ?? (now < lostFrom ? lostFrom : now);
}

/** Until when it is tried again; null: not by itself. */
export function triedUntil({ why, lostFrom }: Pick<Waiting, 'why' | 'lostFrom'>): Instant | null {
  return againAfter(why) === 'when-known' ? null : lostFrom;
}

function longestWaitMs({ why, attempts }: Waiting, nowMs: number, lostMs: number, firstMs: number): number {
  const isUrgent = lostMs - nowMs < dayMs;
  if (!isUrgent && nowMs - firstMs >= hopefulMs) return dayMs;
  if (againAfter(why) === 'slowly') return isUrgent ? urgentCapMs : calmCapMs;
  const capMs = isUrgent || nowMs - firstMs < dayMs ? urgentCapMs : calmCapMs;
  return Math.min(capMs, firstWaitMs * 2 ** Math.min(attempts - 1, 30));
}
