import type { Instant, Severity } from './words.ts';

/**
 * A value of the key information with its evidence. `confidence` as in the contract: `stated` (a field
 * or a tag says so), `inferred` (chosen from a timeline), `fallback` (ticket times); null with a null value.
 * `source` is a short English phrase for people, such as `timeline event "Start time"`.
 */
export type Figure<T> = { value: T; source: string; confidence: 'stated' | 'inferred' | 'fallback' } | null;

/** The top table of a review, as far as GitLab's own data tell it. Durations in whole minutes. */
export type KeyInformation = {
  severity: Figure<Severity>;
  start: Figure<Instant>;
  end: Figure<Instant>;
  durationMinutes: Figure<number>;
};
