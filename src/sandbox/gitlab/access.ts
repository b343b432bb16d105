import { ACCESS, type Db, type FeatureAccess, type Issue, type Project, type User } from './state.ts';
import { projectOf } from './world.ts';

/** Access level of a user in a project, 0 for no member. */
export function levelOf(user: User, project: Project): number {
  return user.admin ? ACCESS.owner : (project.members.get(user.id) ?? 0);
}

export function canReadProject(user: User, project: Project): boolean {
  if (user.state === 'blocked') return false;
  return project.visibility !== 'private' || levelOf(user, project) > 0;
}

export function canReadIssues(user: User, project: Project): boolean {
  if (!canReadProject(user, project) || project.issuesAccess === 'disabled') return false;
  return project.issuesAccess === 'enabled' || levelOf(user, project) > 0;
}

/** What is confidential a guest sees only if it is their own or theirs to do. */
export function canReadIssue(db: Db, user: User, issue: Issue): boolean {
  const project = projectOf(db, issue);
  if (!canReadIssues(user, project)) return false;
  if (!issue.confidential) return true;
  const involved = issue.authorId === user.id || issue.assigneeIds.includes(user.id);
  return involved || levelOf(user, project) >= ACCESS.planner;
}

/** What is private, by its project or by itself, is for Reporters. */
export function canReadMergeRequests(user: User, project: Project): boolean {
  return canReadCode(user, project, project.mergeRequestsAccess);
}

export function canReadDeployments(user: User, project: Project): boolean {
  return canReadCode(user, project, project.environmentsAccess);
}

function canReadCode(user: User, project: Project, access: FeatureAccess): boolean {
  if (!canReadProject(user, project) || access === 'disabled') return false;
  if (access === 'enabled' && project.visibility !== 'private') return true;
  return levelOf(user, project) >= ACCESS.reporter;
}

export function canReadAlerts(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.developer;
}

/** Title, description and state; authors and assignees may change their own. */
export function canUpdateIssue(user: User, project: Project, issue: Issue): boolean {
  if (project.archived || user.state === 'blocked') return false;
  const involved = issue.authorId === user.id || issue.assigneeIds.includes(user.id);
  return involved || levelOf(user, project) >= ACCESS.planner;
}

/** Labels, assignees, due date, and the confidentiality of an issue that exists. */
export function canSetMetadata(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.planner;
}

/** GitLab lets Reporters and above open incidents; from others it takes an ordinary issue instead. */
export function canCreateIncident(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.reporter;
}

/** The timeline of an incident. */
export function canWriteTimeline(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.developer;
}

/**
 * GitLab's documentation leaves open who may; its policy says guests and, in projects that are not private, whoever is
 * signed in (`upload_file` in app/policies/project_policy.rb), and nobody where a project is archived.
 */
export function canUpload(user: User, project: Project): boolean {
  return canReadProject(user, project) && !project.archived;
}

export function canDeleteUploads(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.maintainer;
}

/** In a public project whoever has the address of an upload, signed in or not. */
export function canReadUploads(user: User | null, project: Project): boolean {
  return project.visibility === 'public' || (user !== null && canReadProject(user, project));
}

/** Internal notes. */
export function canReadInternal(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.planner;
}
