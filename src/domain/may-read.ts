import type { IssueSnapshot, Visibility } from './words.ts';

/** GitLab's access levels that matter here: Guest, Planner (17.7 and newer), Reporter. */
export const guest = 10;
export const planner = 15;
export const reporter = 20;

/**
 * Whether somebody may read an issue. `accessLevel` is theirs in its project, 0 for none or a blocked
 * user. Confidential issues: members from Planner on, and those who are assigned and may see the project
 * at all (GitLab's permissions for confidential issues). Their author may too, but we do not rely on it.
 */
export function mayRead(
  issue: Pick<IssueSnapshot, 'confidential' | 'assignees'>,
  person: { id: number; accessLevel: number },
  visibility: Visibility,
): boolean {
  const seesProject = visibility !== 'private' || person.accessLevel >= guest;
  if (!seesProject) return false;
  if (!issue.confidential || person.accessLevel >= planner) return true;
  return issue.assignees.some(({ id }) => id === person.id);
}
