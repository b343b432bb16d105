import type { Instant } from '../domain/words.ts';

/** The time, passed in. */
export interface Clock {
  now(): Instant;
}
