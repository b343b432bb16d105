import type { ProjectFacts } from '../domain/facts.ts';
import { Problem } from '../domain/problems.ts';
import { readableByMore } from '../domain/visibility.ts';
import type { Deps } from './deps.ts';

/** Whether people who cannot read the one project can read the other; yes where that may not be known. */
export async function canMoreRead(
  from: ProjectFacts,
  to: ProjectFacts,
  { gitlab, log }: Deps,
): Promise<boolean> {
  const bothPrivate = from.id !== to.id && from.visibility === 'private' && to.visibility === 'private';
  if (!bothPrivate) return readableByMore(from, to, null);
  try {
    const [members, others] = await Promise.all([gitlab.memberIds(from.id), gitlab.memberIds(to.id)]);
    return readableByMore(from, to, { from: members, to: others });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-forbidden') throw error;
    log.warn({ from: from.path, to: to.path }, 'members may not be read; the review will be confidential');
    return true;
  }
}
