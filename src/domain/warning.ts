import type { Day } from './words.ts';

/**
 * What those who run the service should see to before anybody misses a review. Names and days alone: no
 * address of a webhook, which may have a secret in it.
 */
export type Warning =
  | { about: 'token'; username: string; daysLeft: number; expiresOn: Day }
  /** `enabled`: we could enable it again. */
  | { about: 'hook'; project: string; enabled: boolean };

/** Something that protects a review was given up. `id` is that of the queue; of a confidential review no more is said. */
export type GivenUp = { about: 'given-up'; what: string; id: string; problem: string };
