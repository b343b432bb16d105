import { canReadIssue, canSetMetadata } from '../access.ts';
import type { Issue, User } from '../state.ts';
import { projectOf, type World } from '../world.ts';
import type { IssueChange } from './change.ts';

/**
 * GitLab's `filter_params`: what the role may not set is taken out without a word, and of the assignees only
 * those stay who can read the issue. If none can, the assignees are left as they were.
 */
export function permittedChange(
  world: World,
  user: User,
  issue: Issue,
  change: IssueChange,
  isNew: boolean,
): IssueChange {
  const project = projectOf(world.db, issue);
  const kept: IssueChange = { ...change };
  if (!canSetMetadata(user, project)) {
    kept.labels = undefined;
    kept.addLabels = undefined;
    kept.removeLabels = undefined;
    kept.assigneeIds = undefined;
    kept.dueDate = undefined;
    kept.severity = undefined;
    // Anybody may report a new issue in confidence.
    if (!isNew) kept.confidential = undefined;
  }
  if (issue.type !== 'incident') kept.severity = undefined;
  kept.assigneeIds = permittedAssignees(world, issue, kept);
  return kept;
}

function permittedAssignees(world: World, issue: Issue, change: IssueChange): readonly number[] | undefined {
  const asked = change.assigneeIds;
  if (asked === undefined || asked.length === 0 || (asked.length === 1 && asked[0] === 0)) {
    return asked && [];
  }
  const tried = world.settings.tier === 'free' ? asked.slice(0, 1) : asked;
  const seenAs: Issue = { ...issue, confidential: change.confidential ?? issue.confidential };
  const readers = tried.filter((id) => {
    const user = world.db.users.get(id);
    return user !== undefined && canReadIssue(world.db, user, seenAs);
  });
  return readers.length > 0 ? [...new Set(readers)] : undefined;
}
