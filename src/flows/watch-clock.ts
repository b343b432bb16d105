import type { Instant } from '../domain/words.ts';
import type { Deps } from './deps.ts';
import { leaseMs } from './hold-claim.ts';

const fact = 'clock-seen';
/** Nothing is put off by this for long. Processes that share a database have clocks that are seconds apart. */
const toleranceMs = 60_000;
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
 * the clock; it need not count while the machine sleeps. While we run, our clock is held against it alone: what
 * others that share the database have seen is of their clocks. What was seen last counts at the start, because
 * the clock may have been set back while nobody ran.
 */
export function watchClock(
  { storage, clock, log }: Pick<Deps, 'storage' | 'clock' | 'log'>,
  elapsedMs: () => number,
): ClockWatch {
  const read = () => ({ at: clock.now(), elapsedMs: elapsedMs() });
  let last = read();
  let steadySinceMs = last.elapsedMs;
  let starting = true;
  /** What the clock has shown before it was set back, until what that left behind is mended. */
  let ahead: Instant | null = null;
  return {
    look: async () => {
      const seen = starting ? await storage.fact(fact) : null;
      // Read after that was answered, which may take long: meanwhile others go on writing down what they see.
      const reading = read();
      const now = reading.at;
      const expected = after(last.at, reading.elapsedMs - last.elapsedMs);
      const jumpMs = msBetween(expected, now);
      last = reading;
      if (Math.abs(jumpMs) > hourMs) {
        steadySinceMs = reading.elapsedMs;
        log.warn({ jumpMs, now }, 'the clock has jumped');
      }
      ahead ??= [seen, expected].find((at) => at !== null && msBetween(now, at) > toleranceMs) ?? null;
      const mended = ahead === null ? 0 : await storage.bringNearer(now, after(now, resumeAfterMs));
      // Only now: should we end before it is mended, the next start sees it.
      await storage.setFact(fact, now);
      if (ahead !== null) {
        log.warn({ from: ahead, to: now, mended }, 'the clock was set back; what waits is due again soon');
      }
      starting = false;
      ahead = null;
      return mended;
    },
    isSteady: () => elapsedMs() - steadySinceMs >= hourMs,
  };
}

function after(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
