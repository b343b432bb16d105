import type { Instant } from '../../../domain/words.ts';

/** One thing the service did or could not do: what, about what, how it ended and why. Newest first in lists. */
export type Step = {
  /** When it ended; of what is tried again (`waiting`), when. */
  at: Instant;
  /** Kind of an intent, or GitLab's name of a delivery's event. */
  what: string;
  key: string;
  outcome: string;
  detail: string | null;
};
