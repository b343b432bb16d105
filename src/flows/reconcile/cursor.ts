import type { Instant } from '../../domain/words.ts';
import type { Storage } from '../../ports/storage.ts';

/** Replicas lag, clocks differ, and a change may be seen after its moment: what was just read is read again. */
const overlapMs = 10 * 60_000;

/** What was looked through: the incidents of a project, or its reviews. */
export type Scope = 'incidents' | 'reviews';

/** How far back is looked where a clock is wrong, or was when something was looked through last. */
export const doubtfulMs = 7 * 24 * 3_600_000;

/** Up to where a project was looked through. null: never before. */
export async function readCursor(
  scope: Scope,
  project: number,
  now: Instant,
  storage: Storage,
): Promise<Instant | null> {
  const cursor = await storage.fact(nameOf(scope, project));
  if (cursor === null || cursor <= now) return cursor;
  return new Date(Date.parse(now) - doubtfulMs).toISOString();
}

export async function moveCursor(
  scope: Scope,
  project: number,
  to: Instant,
  storage: Storage,
): Promise<void> {
  await storage.setFact(nameOf(scope, project), to);
}

/** Where to begin: before the cursor, and as far back as a person asked for. */
export function beginAt(cursor: Instant, since: Instant | null): Instant {
  const from = new Date(Date.parse(cursor) - overlapMs).toISOString();
  return since !== null && since < from ? since : from;
}

function nameOf(scope: Scope, project: number): string {
  return `cursor:${scope}:${project}`;
}
