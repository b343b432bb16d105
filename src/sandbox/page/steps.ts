import type { Instant } from '../../domain/words.ts';

/** One thing the service did: what, about what, how it ended and why. Newest first in lists. */
export type Step = { at: Instant; what: string; key: string; outcome: string; detail: string | null };
