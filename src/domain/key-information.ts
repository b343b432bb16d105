import type { FindingCode } from './read/findings.ts';
import type { Instant, Severity } from './words.ts';

/** How sure a figure is: a field or tag says so, chosen from a timeline, a label or prose, or only ticket times. */
export type Confidence = 'stated' | 'inferred' | 'fallback';

/** Where in the incident it stands: a line of its description, or of a comment by its id. */
export type Where = { note: number | null; line: number | null };

/**
 * A value of the key information with its evidence; null when nothing tells it. `source` is a short
 * English phrase for people, such as `timeline event tagged "Start time"`.
 */
export type Figure<T> = { value: T; source: string; confidence: Confidence; where?: Where } | null;

/** What another source says of the same figure, as it is shown to people. */
export type OtherSource = {
  about: 'start' | 'end' | 'severity' | 'customersAffected' | 'requestsAffected';
  says: string;
  source: string;
  where?: Where;
};

/** A contradiction, or something that people should mend. */
export type Doubt = { code: FindingCode; message: string; where?: Where };

/**
 * The top table of a review with its evidence. Durations in whole minutes; how many were affected is in people's own
 * words, never counted by us.
 */
export type KeyInformation = {
  customersAffected: Figure<string>;
  requestsAffected: Figure<string>;
  severity: Figure<Severity>;
  start: Figure<Instant>;
  end: Figure<Instant>;
  durationMinutes: Figure<number>;
  others: OtherSource[];
  doubts: Doubt[];
};

/** The table of an incident of which nothing is known, or nothing may be said. */
export const nothingFound: KeyInformation = {
  customersAffected: null,
  requestsAffected: null,
  severity: null,
  start: null,
  end: null,
  durationMinutes: null,
  others: [],
  doubts: [],
};
