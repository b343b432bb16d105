import type { Clock } from '../ports/clock.ts';

/** The one place that knows what time it is. */
export const wallClock: Clock = { now: () => new Date().toISOString() };

/** Milliseconds that went by, whatever happens to the clock. */
export const elapsedMs = (): number => performance.now();
