import { isConfidential } from '../domain/decide/retract.ts';
import { Problem } from '../domain/problems.ts';
import type { Review } from '../domain/review.ts';
import type { IssueAddress, IssueWithText } from '../ports/gitlab.ts';
import { canMoreRead, quietly } from './can-more-read.ts';
import type { Deps } from './deps.ts';
import { type Asking, type KnownIssue, orNotYet, readFresh } from './read-fresh.ts';

const mostMoves = 5;

/**
 * An incident and its review as GitLab shows them at this moment, followed to where they were moved;
 * `hidden`: only who may read them in GitLab may hear of them. null: one of them is gone.
 */
export type Now = { incident: IssueWithText; review: IssueWithText; hidden: boolean };

/**
 * Reads both anew, as is due before each publication. Throws `gitlab-stale` where GitLab shows less than we
 * know. What either our row or GitLab calls confidential is, and so is a review that more people can read by now.
 */
export async function readNow(
  row: Review,
  asking: Asking,
  deps: Pick<Deps, 'gitlab' | 'clock' | 'log'>,
): Promise<Now | null> {
  if (!row.issue) return null;
  const { project, iid, updatedAt } = row.snapshot;
  const [incident, review] = await Promise.all([
    issueNow({ project: project.id, iid, updatedAt, createdAt: row.snapshot.createdAt }, asking, deps),
    issueNow({ ...row.issue, createdAt: row.openedAt }, asking, deps),
  ]);
  if (incident === null || review === null) return null;
  const hidden =
    isConfidential(row) ||
    incident.confidential ||
    review.confidential ||
    (await canMoreRead(incident.project.id, review.project.id, quietly(deps)));
  return { incident, review, hidden };
}

async function issueNow(
  known: IssueAddress & KnownIssue,
  asking: Asking,
  deps: Pick<Deps, 'gitlab' | 'clock'>,
): Promise<IssueWithText | null> {
  const { gitlab } = deps;
  try {
    let issue = await readFresh({ project: known.project, iid: known.iid }, known, asking, deps);
    for (let moves = 0; issue.movedTo !== null && moves < mostMoves; moves += 1) {
      const address = await gitlab.issueById(issue.movedTo);
      if (address === null) return null;
      issue = await orNotYet({ createdAt: issue.updatedAt }, asking, deps, () => gitlab.issue(address));
    }
    return issue;
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return null;
    throw error;
  }
}
