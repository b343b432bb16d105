import { projectKey } from '../../domain/policy.ts';
import type { Instant } from '../../domain/words.ts';
import type { Storage } from '../../ports/storage.ts';
import { watchFrom } from '../learn-identity.ts';
import type { Pair, Run } from './run.ts';

/**
 * How long before our last act something may have come to its end that we had not got to: acts are tried for days,
 * and so long a project may have been ill.
 */
const marginMs = 7 * 24 * 3_600_000;

/** From when on an incident without a review may just not have got it. null: nothing of ours was found. */
export function lookBackTo(since: Instant | null, { lastOpened }: Pick<Run, 'lastOpened'>): Instant | null {
  if (since !== null || lastOpened === null) return since;
  return new Date(Date.parse(lastOpened) - marginMs).toISOString();
}

/** Since when each project was watched, by the names that are remembered: at the latest from its first review on. */
export function watchedBefore(
  to: Instant,
  { pairs, firstOpened }: Pick<Run, 'pairs' | 'firstOpened'>,
): Record<string, Instant> {
  const since = ({ incidents }: Pair): Instant => {
    const first = firstOpened.get(incidents.id) ?? to;
    return first < to ? first : to;
  };
  return Object.fromEntries(
    pairs.flatMap((pair) => [
      [projectKey(pair.configured.incidents), since(pair)],
      [String(pair.incidents.id), since(pair)],
    ]),
  );
}

export async function rememberWatching(
  watchingSince: Record<string, Instant>,
  storage: Storage,
): Promise<void> {
  for (const [project, since] of Object.entries(watchingSince)) await watchFrom(since, project, storage);
}
