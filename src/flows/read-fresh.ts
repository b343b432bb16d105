import { isOlder, mayLagBehind } from '../domain/is-older.ts';
import { Problem } from '../domain/problems.ts';
import type { Review } from '../domain/review.ts';
import type { Instant } from '../domain/words.ts';
import type { IssueAddress, IssueWithText } from '../ports/gitlab.ts';
import type { ClaimedIntent } from '../ports/storage.ts';
import type { Deps } from './deps.ts';

/** Until then an issue is new: the lag, and clocks that differ by minutes. */
const newForMs = 10 * 60_000;

/** Who asks: a 404 is believed when this is long ago. */
export type Asking = Pick<ClaimedIntent, 'firstAttemptAt'>;

/** What we know of an issue. `createdAt` null: not even since when it is there. */
export type KnownIssue = { createdAt: Instant | null; updatedAt: Instant };

/**
 * An issue, no older than we know it. GitLab may answer from a replica that has not seen yet what an event told us:
 * with less than we know already it is `gitlab-stale`, and so is a new issue that is not there. What nobody told us
 * of, such as an edit whose webhook was lost, may be missing: see `readLatest`.
 */
export async function readFresh(
  address: IssueAddress,
  known: KnownIssue,
  asking: Asking,
  deps: Pick<Deps, 'gitlab' | 'clock'>,
): Promise<IssueWithText> {
  const issue = await orNotYet(known, asking, deps, () => deps.gitlab.issue(address));
  ensureNotStale(issue, known);
  return issue;
}

/**
 * An issue with all that anybody has written to it: for whoever is about to overwrite a part of it. What a person
 * writes between this and the write, which is a moment, is not seen: GitLab has no lock.
 */
export async function readLatest(
  address: IssueAddress,
  known: KnownIssue,
  asking: Asking,
  deps: Pick<Deps, 'gitlab' | 'clock'>,
): Promise<IssueWithText> {
  try {
    await deps.gitlab.catchUp(address);
  } catch (error) {
    // Whether it is gone, or not there yet, reading it tells.
    if (!(error instanceof Problem) || error.code !== 'gitlab-not-found') throw error;
  }
  return await readFresh(address, known, asking, deps);
}

/** Throws `gitlab-stale` for an issue that is shown as it was before. */
export function ensureNotStale(
  shown: Pick<IssueWithText, 'iid' | 'updatedAt'>,
  { updatedAt }: Pick<KnownIssue, 'updatedAt'>,
): void {
  if (!isOlder(shown.updatedAt, updatedAt)) return;
  throw new Problem(
    'gitlab-stale',
    `issue #${shown.iid} is shown as of ${shown.updatedAt}, we know of ${updatedAt}`,
  );
}

/** What reads a new issue and is told that it is not there is `gitlab-stale`, for as long as a replica may lag. */
export async function orNotYet<T>(
  { createdAt }: Pick<KnownIssue, 'createdAt'>,
  { firstAttemptAt }: Asking,
  { clock }: Pick<Deps, 'clock'>,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const nowMs = Date.parse(clock.now());
    const isNew = createdAt === null || nowMs - Date.parse(createdAt) < newForMs;
    const mayLag = isNew && mayLagBehind(firstAttemptAt, clock.now());
    if (!mayLag || !(error instanceof Problem) || error.code !== 'gitlab-not-found') throw error;
    throw new Problem('gitlab-stale', `not there yet, perhaps: ${error.message}`, { cause: error });
  }
}

/** The review as its row knows it; where that has another one by now, nothing is older than what we know. */
export function knownReview(
  row: Pick<Review, 'issue' | 'openedAt'> | null,
  address: IssueAddress,
): KnownIssue {
  const known = row?.issue;
  const same = known?.project === address.project && known.iid === address.iid;
  return {
    createdAt: row?.openedAt ?? null,
    updatedAt: known && same ? known.updatedAt : new Date(0).toISOString(),
  };
}
