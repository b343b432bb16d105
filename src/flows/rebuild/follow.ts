import { Problem } from '../../domain/problems.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import type { GitLab, IssueAddress } from '../../ports/gitlab.ts';
import { snapshotOf } from '../intents/snapshot.ts';

const mostMoves = 5;

/**
 * Where an issue is now, however often it was moved. Where it cannot be seen any more, or `mayFollow` says no, its
 * last place is the answer, which still says where it went.
 */
export async function follow(
  issue: IssueSnapshot,
  mayFollow: (issue: IssueSnapshot) => boolean,
  gitlab: Pick<GitLab, 'issue' | 'issueById'>,
): Promise<IssueSnapshot> {
  let place = issue;
  for (let moves = 0; place.movedTo !== null && moves < mostMoves; moves += 1) {
    const address = await gitlab.issueById(place.movedTo);
    const next = address && (await issueOrNull(address, gitlab));
    if (next === null || !mayFollow(next)) return place;
    place = next;
  }
  return place;
}

/** null: it is gone, or hidden from us. */
export async function issueOrNull(
  address: IssueAddress,
  gitlab: Pick<GitLab, 'issue'>,
): Promise<IssueSnapshot | null> {
  try {
    return snapshotOf(await gitlab.issue(address));
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return null;
    throw error;
  }
}
