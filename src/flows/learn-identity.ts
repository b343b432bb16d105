import type { Policy } from '../domain/policy.ts';
import { Problem } from '../domain/problems.ts';
import type { Instant } from '../domain/words.ts';
import type { GitLab } from '../ports/gitlab.ts';
import type { Storage } from '../ports/storage.ts';

/** What we know of ourselves beside the configuration. */
export type Knowledge = Pick<Policy, 'botUsers' | 'projectIds' | 'watchingSince'>;

/** GitLab's clock may be behind ours when it tells of the first closure. */
const clockSlackMs = 5 * 60_000;

/** What earlier runs remembered. The first start looks forward only: it begins to watch now. */
export async function recallKnowledge(
  projects: Policy['gitlab']['projects'],
  storage: Storage,
  now: Instant,
): Promise<Knowledge> {
  const since = await storage.fact('watching-since');
  const from = since ?? new Date(Date.parse(now) - clockSlackMs).toISOString();
  if (since === null) await storage.setFact('watching-since', from);
  const bots = await storage.fact('bot-users');
  const projectIds: Record<string, number> = {};
  for (const path of pathsOf(projects)) {
    const id = await storage.fact(`project-id:${path}`);
    if (id !== null) projectIds[path] = Number(id);
  }
  return {
    botUsers: bots === null ? [] : bots.split(',').map(Number),
    projectIds,
    watchingSince: from,
  };
}

/**
 * Asks GitLab who we are and which ids the configured projects have, and remembers both: a re-created
 * token is a new user whose earlier reviews must still be found, and a renamed project keeps its id.
 */
export async function learnIdentity(
  known: Knowledge,
  projects: Policy['gitlab']['projects'],
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
  return { ...known, botUsers, projectIds };
}

function pathsOf(projects: Policy['gitlab']['projects']): string[] {
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
