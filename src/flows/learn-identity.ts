import { type Policy, projectKey } from '../domain/policy.ts';
import { Problem } from '../domain/problems.ts';
import type { Instant } from '../domain/words.ts';
import type { GitLab } from '../ports/gitlab.ts';
import type { Storage } from '../ports/storage.ts';

/** What we know of ourselves beside the configuration. */
export type Knowledge = Pick<Policy, 'botUsers' | 'projectIds' | 'watchingSince'>;

/** GitLab's clock may be behind ours when it tells of the first closure. */
const clockSlackMs = 5 * 60_000;

type Projects = Policy['gitlab']['projects'];

/** What earlier runs remembered. A project that is new in the configuration is looked at forward only: from now on. */
export async function recallKnowledge(
  projects: Projects,
  storage: Storage,
  now: Instant,
): Promise<Knowledge> {
  const watchingSince: Knowledge['watchingSince'] = {};
  for (const project of keysOf(projects)) {
    const since = await storage.fact(watchedFrom(project));
    watchingSince[project] = since ?? new Date(Date.parse(now) - clockSlackMs).toISOString();
    if (since === null) await watchFrom(watchingSince[project], project, storage);
  }
  const bots = await storage.fact('bot-users');
  const projectIds: Record<string, number> = {};
  for (const path of pathsOf(projects)) {
    const id = await storage.fact(`project-id:${path}`);
    if (id !== null) projectIds[path] = Number(id);
  }
  return {
    botUsers: bots === null ? [] : bots.split(',').map(Number),
    projectIds,
    watchingSince,
  };
}

/**
 * Asks GitLab who we are and which ids the configured projects have, and remembers both: a re-created
 * token is a new user whose earlier reviews must still be found, and a renamed project keeps its id.
 */
export async function learnIdentity(
  known: Knowledge,
  projects: Projects,
  { gitlab, storage }: { gitlab: GitLab; storage: Storage },
): Promise<Knowledge> {
  const { id } = await gitlab.whoAmI();
  const botUsers = known.botUsers.includes(id) ? known.botUsers : [...known.botUsers, id];
  if (botUsers !== known.botUsers) await storage.setFact('bot-users', botUsers.join(','));
  const projectIds = { ...known.projectIds };
  for (const path of pathsOf(projects)) {
    const found = await projectId(path, gitlab);
    if (found === null || found === projectIds[path]) continue;
    projectIds[path] = found;
    await storage.setFact(`project-id:${path}`, String(found));
  }
  const watchingSince = { ...known.watchingSince };
  for (const project of keysOf(projects)) {
    const id = projectIds[project];
    if (id !== undefined) watchingSince[project] = await sinceItsFirstName(project, String(id), storage);
  }
  return { ...known, botUsers, projectIds, watchingSince };
}

/** A project that is configured by another path than before, or by its id, is the same project. */
async function sinceItsFirstName(project: string, id: string, storage: Storage): Promise<Instant> {
  const [byName, byId] = [await storage.fact(watchedFrom(project)), await storage.fact(watchedFrom(id))];
  const since = [byName, byId].filter((at) => at !== null).sort()[0];
  if (since === undefined) throw new Error(`it is not known since when ${project} is watched`);
  if (since !== byName) await watchFrom(since, project, storage);
  if (since !== byId) await watchFrom(since, id, storage);
  return since;
}

/** Incidents of the project (`projectKey`) that came far enough from this moment on get their reviews. */
export async function watchFrom(since: Instant, project: string, storage: Storage): Promise<void> {
  await storage.setFact(watchedFrom(project), since);
}

function watchedFrom(project: string): string {
  return `watching-since:${project}`;
}

function keysOf(projects: Projects): string[] {
  return projects.map(({ incidents }) => projectKey(incidents));
}

function pathsOf(projects: Projects): string[] {
  const names = projects.flatMap(({ incidents, reviews }) => [incidents, reviews]);
  return [...new Set(names.flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : [])))];
}

/** null: the path leads nowhere (any more); an id learnt earlier stays. */
async function projectId(path: string, gitlab: GitLab): Promise<number | null> {
  try {
    return (await gitlab.project(path)).id;
  } catch (error) {
    if (error instanceof Problem && (error.code === 'gitlab-not-found' || error.code === 'gitlab-moved'))
      return null;
    throw error;
  }
}
