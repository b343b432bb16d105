import type { DomainEvent } from '../../domain/events.ts';
import { Problem } from '../../domain/problems.ts';
import { canMoreRead } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import type { Attempts } from './attempts.ts';

/** Open reviews whose project is read by more people than it was, or by fewer, compared with that of the incident. */
export async function findReaders(attempt: Attempts['attempt'], deps: Deps): Promise<DomainEvent[]> {
  const pairs = new Map<string, boolean | null>();
  const events: DomainEvent[] = [];
  for (const { incident, snapshot, issue, hidden } of await deps.storage.openReviews()) {
    if (!issue) continue;
    const from = snapshot.project.id;
    const pair = `${from} ${issue.project}`;
    if (!pairs.has(pair)) {
      pairs.set(pair, null);
      await attempt(`who can read ${issue.projectPath}`, pair, async () => {
        pairs.set(pair, await compare(from, issue.project, deps));
      });
    }
    const readableByMore = pairs.get(pair) ?? null;
    if (readableByMore === null || readableByMore === hidden) continue;
    events.push({ kind: 'readers.changed', incident, readableByMore });
  }
  return events;
}

/** null: one of the projects is gone or closed to us, so that nothing can be said. */
async function compare(from: number, to: number, deps: Deps): Promise<boolean | null> {
  const { gitlab, log } = deps;
  // That members may not be read was said when the review was opened.
  const quiet: Deps = { ...deps, log: { ...log, warn: log.debug } };
  try {
    return await canMoreRead(await gitlab.project(from), await gitlab.project(to), quiet);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-not-found') throw error;
    return null;
  }
}
