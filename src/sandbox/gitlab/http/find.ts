import { canReadIssue, canReadProject } from '../access.ts';
import type { Issue, Project } from '../state.ts';
import { issueByIid, projectByRef } from '../world.ts';
import { ApiError, notFound } from './errors.ts';
import type { Caller } from './route.ts';

/**
 * The project a path names, by id or full path. One that the reader cannot see is not found. A former path
 * is answered with 301, or 405 unless it was a GET (GitLab's `find_project!`).
 */
export function findProject(call: Caller, ref: string): Project {
  const project = projectByRef(call.db, ref) ?? movedProject(call, ref);
  if (!project || !canReadProject(call.user, project)) throw notFound('Project');
  return project;
}

export function findIssue(call: Caller, path: Record<string, string>): { project: Project; issue: Issue } {
  const project = findProject(call, path.id ?? '');
  const issue = issueByIid(call.db, project.id, Number(path.iid));
  if (!issue || !canReadIssue(call.db, call.user, issue)) throw notFound();
  return { project, issue };
}

function movedProject(call: Caller, ref: string): Project | undefined {
  const wanted = ref.toLowerCase();
  const project = [...call.db.projects.values()].find((one) =>
    one.formerPaths.some((path) => path.toLowerCase() === wanted),
  );
  if (!project || !canReadProject(call.user, project)) return undefined;
  if (call.method !== 'GET') {
    throw new ApiError(405, { message: '405 Method Not Allowed' });
  }
  const location = new URL(call.address);
  location.pathname = location.pathname.replace(encodeURIComponent(ref), String(project.id));
  throw new ApiError(
    301,
    { message: 'This resource has been moved permanently' },
    { location: location.href },
  );
}
