/**
 * What a reader can find wrong with a document: the closed list, each with what it means, an example and the
 * mend, in the words of `docs/findings.md`.
 */
export const findingCodes = [
  'duration-mismatch',
  'end-before-start',
  'timeline-out-of-order',
  'date-missing',
  'date-ambiguous',
  'date-conflict',
  'zone-missing',
  'zone-ambiguous',
  'zone-conflict',
  'zone-wrong-season',
  'weekday-mismatch',
  'impossible-date',
  'impossible-time',
  'placeholder-left',
  'time-approximate',
  'sources-disagree',
  'several-windows',
  'several-incidents',
  'start-missing',
  'end-missing',
  'window-differs-from-ticket',
] as const;

export type FindingCode = (typeof findingCodes)[number];
