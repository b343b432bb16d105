import { isKept } from '../../domain/decide/refresh.ts';
import type { DomainEvent } from '../../domain/events.ts';
import type { Instant } from '../../domain/words.ts';
import type { Storage } from '../../ports/storage.ts';

/** People write an incident's story down in its first days. */
const watchedForMs = 3 * 24 * 3_600_000;
/** Each is looked at once in that time, and not all in the same round. */
const everyMs = 60 * 60_000;
/** How often it is compared, at least. */
const roundMs = 10 * 60_000;
/** About eight calls each. */
const mostAtOnce = 20;

/**
 * Young reviews whose incident is looked at again, though nobody told of a change: no webhook tells of a timeline, of a
 * deployment, nor of a comment that was deleted, and none of them moves the incident's own stamp.
 */
export async function findDue(now: Instant, storage: Pick<Storage, 'openReviews'>): Promise<DomainEvent[]> {
  const nowMs = Date.parse(now);
  const rounds = everyMs / roundMs;
  const due = (await storage.openReviews()).filter((row) => {
    const ageMs = row.openedAt === null ? Infinity : nowMs - Date.parse(row.openedAt);
    if (!isKept(row) || ageMs < everyMs || ageMs > watchedForMs) return false;
    return Math.floor(nowMs / roundMs) % rounds === row.incident.issue % rounds;
  });
  // With more than that, another part of them each hour.
  const first = (Math.floor(nowMs / everyMs) * mostAtOnce) % Math.max(due.length, 1);
  return [...due.slice(first), ...due.slice(0, first)]
    .slice(0, mostAtOnce)
    .map(({ incident }) => ({ kind: 'incident.due', incident }));
}
