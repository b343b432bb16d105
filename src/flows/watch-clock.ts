import type { Instant } from '../domain/words.ts';
import type { Deps } from './deps.ts';
import { leaseMs } from './hold-claim.ts';

const fact = 'clock-seen';
/** Two processes may look one after the other, and each has its own moment. */
const toleranceMs = 1_000;
const hourMs = 3_600_000;

/**
 * Longer than a claim lasts, and than it takes until it is certain what became of a message: what was under way
 * when the clock was set back has ended by then.
 */
const resumeAfterMs = 2 * leaseMs;

export type ClockWatch = {
  /** Looks, and mends what a clock that was set back has left in the future. Returns how many moments that were. */
  look(): Promise<number>;
  /** The clock has gone as it should for an hour: what is old by it may be deleted. */
  isSteady(): boolean;
};

/**
 * The clock of a machine may be wrong, and be set right at any moment. `elapsedMs` counts on, whatever happens to
 * the clock; it need not count while the machine sleeps.
 */
export function watchClock(
  { storage, clock, log }: Pick<Deps, 'storage' | 'clock' | 'log'>,
  elapsedMs: () => number,
): ClockWatch {
  let steadySinceMs = elapsedMs();
  let last = { at: clock.now(), elapsedMs: steadySinceMs };
  return {
    look: async () => {
      const now = clock.now();
      const jumpMs = Date.parse(now) - Date.parse(last.at) - (elapsedMs() - last.elapsedMs);
      last = { at: now, elapsedMs: elapsedMs() };
      if (Math.abs(jumpMs) > hourMs) {
        steadySinceMs = elapsedMs();
        log.warn({ jumpMs, now }, 'the clock has jumped');
      }
      const seen = await storage.fact(fact);
      await storage.setFact(fact, now);
      if (seen === null || Date.parse(seen) <= Date.parse(now) + toleranceMs) return 0;
      const mended = await storage.bringNearer(now, after(now, resumeAfterMs));
      log.warn({ from: seen, to: now, mended }, 'the clock was set back; what waits is due again soon');
      return mended;
    },
    isSteady: () => elapsedMs() - steadySinceMs >= hourMs,
  };
}

function after(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
