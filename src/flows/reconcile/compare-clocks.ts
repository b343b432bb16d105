import type { Instant } from '../../domain/words.ts';
import { doubtfulMs } from './cursor.ts';
import type { ReconcileParts } from './parts.ts';

/** `now` is ours. `sure`: whatever GitLab dates earlier has happened, by its clock as well as by ours. */
export type Clocks = { now: Instant; sure: Instant };

/** Nobody's clock is that far behind while somebody looks after it. */
const toleratedMs = 5 * 60_000;

/**
 * GitLab stamps changes by its own clock. Were ours ahead and the cursor moved up to what ours says, it would be past
 * changes that are still to come. What is told of GitLab's clock only ever makes us look back further, and for no
 * longer than `doubtfulMs`: a cache on the way may tell of a moment that passed long ago.
 */
export async function compareClocks(
  now: Instant,
  { access, sayOnce }: Pick<ReconcileParts, 'access' | 'sayOnce'>,
): Promise<Clocks> {
  const behindMs = Math.max(0, -(await access.clockSkewMs()));
  const sure = new Date(Date.parse(now) - Math.min(behindMs, doubtfulMs)).toISOString();
  if (behindMs > toleratedMs) {
    const sentence =
      'GitLab’s clock is behind ours, or a cache answers in its place: all that changed since is looked through each time';
    sayOnce('clock', { behindMs, since: sure }, sentence);
  }
  return { now, sure };
}
