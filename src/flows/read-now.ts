import { isConfidential } from '../domain/decide/retract.ts';
import { isOlder } from '../domain/is-older.ts';
import { Problem } from '../domain/problems.ts';
import type { Review } from '../domain/review.ts';
import type { Instant } from '../domain/words.ts';
import type { IssueAddress, IssueWithText } from '../ports/gitlab.ts';
import type { Deps } from './deps.ts';

const mostMoves = 5;

/**
 * An incident and its review as GitLab shows them at this moment, followed to where they were moved;
 * `hidden`: only who may read them in GitLab may hear of them. null: one of them is gone.
 */
export type Now = { incident: IssueWithText; review: IssueWithText; hidden: boolean };

/**
 * Reads both anew, as is due before each publication. Throws `gitlab-stale` where GitLab shows less than we
 * know. What either our row or GitLab calls confidential is.
 */
export async function readNow(row: Review, deps: Pick<Deps, 'gitlab'>): Promise<Now | null> {
  if (!row.issue) return null;
  const { project, iid, updatedAt } = row.snapshot;
  const [incident, review] = await Promise.all([
    issueNow({ project: project.id, iid, updatedAt }, deps),
    issueNow(row.issue, deps),
  ]);
  if (incident === null || review === null) return null;
  const hidden = isConfidential(row) || incident.confidential || review.confidential;
  return { incident, review, hidden };
}

async function issueNow(
  known: IssueAddress & { updatedAt: Instant },
  { gitlab }: Pick<Deps, 'gitlab'>,
): Promise<IssueWithText | null> {
  try {
    let issue = await gitlab.issue({ project: known.project, iid: known.iid });
    if (isOlder(issue.updatedAt, known.updatedAt)) {
      throw new Problem('gitlab-stale', `issue #${known.iid} is shown as it was before`);
    }
    for (let moves = 0; issue.movedTo !== null && moves < mostMoves; moves += 1) {
      const address = await gitlab.issueById(issue.movedTo);
      if (address === null) return null;
      issue = await gitlab.issue(address);
    }
    return issue;
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return null;
    throw error;
  }
}
