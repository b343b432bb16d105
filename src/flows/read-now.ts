import { isConfidential } from '../domain/decide/retract.ts';
import { Problem } from '../domain/problems.ts';
import type { Review } from '../domain/review.ts';
import type { IssueAddress, IssueWithText } from '../ports/gitlab.ts';
import { canMoreRead, quietly } from './can-more-read.ts';
import type { Deps } from './deps.ts';
import { learnHidden, learnReaders } from './learn-hidden.ts';
import { type Asking, type KnownIssue, orNotYet, readFresh, readLatest } from './read-fresh.ts';

const mostMoves = 5;

/**
 * An incident and its review as GitLab shows them at this moment, followed to where they were moved;
 * `hidden`: only who may read them in GitLab may hear of them. null: one of them is gone.
 */
export type Now = { incident: IssueWithText; review: IssueWithText; hidden: boolean };

/**
 * Reads both anew, as is due before each publication. Throws `gitlab-stale` where GitLab shows less than we
 * know. What either our row or GitLab calls confidential is, and so is a review that more people can read by now;
 * where that is news, it is judged at once.
 */
export async function readNow(row: Review, asking: Asking, deps: Deps): Promise<Now | null> {
  const { issue } = row;
  if (!issue) return null;
  const [incident, review] = await Promise.all([
    incidentNow(row, asking, deps),
    issueNow({ ...issue, createdAt: row.openedAt }, asking, deps),
  ]);
  if (review) await learnHidden(review, issue, deps);
  if (incident === null || review === null) return null;
  const hidden =
    isConfidential(row) ||
    incident.confidential ||
    review.confidential ||
    (await canMoreReadNow(row, incident, review, deps));
  return { incident, review, hidden };
}

/** The review alone, with all that anybody has written to it. */
export async function reviewNow(
  { issue, openedAt }: Review,
  asking: Asking,
  deps: Deps,
): Promise<IssueWithText | null> {
  if (issue === null) return null;
  return await issueNow({ ...issue, createdAt: openedAt }, asking, deps, readLatest);
}

/** The incident alone. */
export async function incidentNow(
  { snapshot }: Review,
  asking: Asking,
  deps: Deps,
): Promise<IssueWithText | null> {
  const { project, iid, updatedAt, createdAt } = snapshot;
  const incident = await issueNow({ project: project.id, iid, updatedAt, createdAt }, asking, deps);
  if (incident) await learnHidden(incident, snapshot, deps);
  return incident;
}

async function canMoreReadNow(
  row: Review,
  incident: IssueWithText,
  review: IssueWithText,
  deps: Deps,
): Promise<boolean> {
  const more = await canMoreRead(incident.project.id, review.project.id, quietly(deps));
  if (review.id === row.issue?.id) await learnReaders(more, row, deps);
  return more;
}

async function issueNow(
  known: IssueAddress & KnownIssue,
  asking: Asking,
  deps: Pick<Deps, 'gitlab' | 'clock'>,
  read = readFresh,
): Promise<IssueWithText | null> {
  const { gitlab } = deps;
  try {
    let issue = await read({ project: known.project, iid: known.iid }, known, asking, deps);
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
