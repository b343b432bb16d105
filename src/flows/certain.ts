import { Problem } from '../domain/problems.ts';
import type { ClaimedIntent } from '../ports/storage.ts';
import type { Deps } from './deps.ts';

/**
 * GitLab works on a request for at most a minute (its own time-out), also when nobody waits for the answer; and
 * a replica may be half a minute behind.
 */
const certainAfterMs = 90_000;

/**
 * For what was looked for and is not there: throws `gitlab-uncertain` while an earlier attempt whose answer
 * was lost may be under way still. After that it is certain that nothing was written.
 */
export function ensureCertain({ maybeDoneAt }: ClaimedIntent, { clock }: Pick<Deps, 'clock'>): void {
  if (maybeDoneAt === null) return;
  const waitMs = Date.parse(maybeDoneAt) + certainAfterMs - Date.parse(clock.now());
  // A clock that was set back makes nobody wait longer than that.
  if (waitMs <= 0 || waitMs > certainAfterMs) return;
  throw new Problem('gitlab-uncertain', 'what was sent may come yet', { retryAfterMs: waitMs });
}
