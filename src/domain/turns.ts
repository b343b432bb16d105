/**
 * Lets callers in one after another. Who comes too early gets a turn of their own and is told how long to
 * wait, so that a thousand do not ask again and again, nor all at the same moment. Moments are in
 * milliseconds since 1970.
 */
export type Turns = {
  /** How long until it is the turn of `key`; 0: it is now, and the turn is used up. */
  take(key: string, nowMs: number): number;
  /** Whoever has this key needs no turn any more. */
  forget(key: string): void;
  /** Nobody gets a turn before that moment; those who wait keep their order. */
  pause(untilMs: number): void;
  /** Nobody's turn is still to come. */
  idle(nowMs: number): boolean;
  waiting(): number;
};

/** Who has not come this long after their turn will not come any more. */
const missedAfterMs = 10 * 60_000;

/** Nobody asks for a longer pause. */
const longestPauseMs = 3_600_000;

/** `gapMs`: from one turn to the next; asked anew for each. */
export function createTurns(gapMs: () => number): Turns {
  const turns = new Map<string, number>();
  let freeAtMs = 0;
  let tidiedAtMs = 0;

  const tidy = (nowMs: number): void => {
    if (nowMs - tidiedAtMs < missedAfterMs) return;
    tidiedAtMs = nowMs;
    for (const [key, atMs] of turns) if (atMs < nowMs - missedAfterMs) turns.delete(key);
  };

  return {
    take: (key, nowMs) => {
      tidy(nowMs);
      // A clock that was set back would leave everybody waiting for a far future.
      if (freeAtMs - nowMs > longestPauseMs + (turns.size + 1) * gapMs()) {
        turns.clear();
        freeAtMs = nowMs;
      }
      const given = turns.get(key);
      const atMs = given ?? Math.max(nowMs, freeAtMs);
      if (given === undefined) freeAtMs = atMs + gapMs();
      if (atMs > nowMs) turns.set(key, atMs);
      else turns.delete(key);
      return Math.max(0, atMs - nowMs);
    },
    forget: (key) => void turns.delete(key),
    pause: (untilMs) => {
      let nextMs = untilMs;
      for (const [key, atMs] of [...turns].sort(([, a], [, b]) => a - b)) {
        const movedMs = Math.max(atMs, nextMs);
        turns.set(key, movedMs);
        nextMs = movedMs + gapMs();
      }
      freeAtMs = Math.max(freeAtMs, nextMs);
    },
    idle: (nowMs) => freeAtMs <= nowMs,
    waiting: () => turns.size,
  };
}
