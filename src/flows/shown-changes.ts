import { guest, planner, reporter } from '../domain/may-read.ts';
import type { Change, Changes } from '../domain/times/changes.ts';
import { changesReadableByAll } from '../domain/visibility.ts';
import type { IssueWithText } from '../ports/gitlab.ts';
import type { Deps } from './deps.ts';
import { orUnknown } from './or-unknown.ts';

type Parts = Pick<Deps, 'gitlab' | 'policy'>;
type Review = Pick<IssueWithText, 'confidential' | 'project'>;

/** Those changes of which everybody may know who can read the review now. */
export async function shownChanges(
  { cause, revert }: Changes,
  review: Review,
  parts: Parts,
): Promise<Changes> {
  return { cause: await shown(cause, review, parts), revert: await shown(revert, review, parts) };
}

async function shown(change: Change | null, review: Review, parts: Parts): Promise<Change | null> {
  return change !== null && (await maySee(change.project, review, parts)) ? change : null;
}

async function maySee(
  project: number,
  { confidential, project: { id } }: Review,
  { gitlab, policy }: Parts,
): Promise<boolean> {
  const may = await orUnknown(async () => {
    const changes = await gitlab.projectLately(project);
    const reviews = await gitlab.projectLately(id);
    // Merge requests of a private project are for Reporters; what is confidential is for Planners.
    const mayRead = await gitlab.memberIds(project, reporter);
    const readers = await gitlab.memberIds(id, confidential ? planner : guest);
    for (const ours of policy().botUsers) readers.delete(ours);
    return changesReadableByAll(changes, mayRead, { ...reviews, confidential, members: readers });
  });
  return may === true;
}
