import type { Issue, Project, User } from '../state.ts';
import { issueByIid, projectByRef, userByName, type World } from '../world.ts';

/** By id or full path. */
export type ProjectRef = number | string;

/** An issue by its project and number; what `createIncident` returns will do. */
export type IssueRef = { project: ProjectRef; iid: number };

export function requireProject(world: World, ref: ProjectRef): Project {
  const project = projectByRef(world.db, ref);
  if (!project) throw new Error(`the double has no project ${ref}`);
  return project;
}

export function requireIssue(world: World, ref: IssueRef): Issue {
  const issue = issueByIid(world.db, requireProject(world, ref.project).id, ref.iid);
  if (!issue) throw new Error(`the double has no issue ${ref.project}#${ref.iid}`);
  return issue;
}

export function requireUser(world: World, username: string): User {
  const user = userByName(world.db, username);
  if (!user) throw new Error(`the double has no user ${username}`);
  return user;
}
