import type { Instant } from '../../src/domain/words.ts';
import type { Clock } from '../../src/ports/clock.ts';

export type SettableClock = Clock & { set(at: Instant): void; advance(ms: number): void };

/** A clock that stands still until it is told otherwise. */
export function clockAt(start: Instant): SettableClock {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs).toISOString(),
    set: (at) => {
      nowMs = Date.parse(at);
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
