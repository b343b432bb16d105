import { isKept } from '../../domain/decide/refresh.ts';
import type { DomainEvent } from '../../domain/events.ts';
import type { Review } from '../../domain/review.ts';
import type { Instant } from '../../domain/words.ts';
import type { Storage } from '../../ports/storage.ts';

/** People write an incident's story down in its first days. */
const watchedForMs = 3 * 24 * 3_600_000;
/** Each is looked at once in that time, and not all in the same round. */
const everyMs = 60 * 60_000;
/** How often it is compared, at least. */
const roundMs = 10 * 60_000;
/** About eight calls each. */
const mostIncidents = 20;
/** Two calls each. */
const mostReviews = 60;

/**
 * Open reviews that are looked at again, though nobody told of a change. With the young ones goes their incident: no
 * webhook tells of a timeline, of a deployment, nor of a comment that was deleted, and none of them moves its own stamp.
 * The others are judged alone: no webhook tells of links, of a due date that passes, nor of guidelines that change.
 */
export async function findDue(now: Instant, storage: Pick<Storage, 'openReviews'>): Promise<DomainEvent[]> {
  const nowMs = Date.parse(now);
  const ageMs = ({ openedAt }: Review) => (openedAt === null ? Infinity : nowMs - Date.parse(openedAt));
  const due = (await storage.openReviews()).filter(
    (row) => isKept(row) && ageMs(row) >= everyMs && isOfThisRound(row, nowMs),
  );
  const young = due.filter((row) => ageMs(row) <= watchedForMs);
  const others = due.filter((row) => ageMs(row) > watchedForMs);
  return [
    ...inTurn(young, mostIncidents, nowMs).map(({ incident }) => ({
      kind: 'incident.due' as const,
      incident,
    })),
    ...inTurn(others, mostReviews, nowMs).map(({ incident }) => ({ kind: 'review.due' as const, incident })),
  ];
}

function isOfThisRound({ incident }: Review, nowMs: number): boolean {
  const rounds = everyMs / roundMs;
  return Math.floor(nowMs / roundMs) % rounds === incident.issue % rounds;
}

/** With more than that, another part of them each hour. */
function inTurn(rows: Review[], most: number, nowMs: number): Review[] {
  const first = (Math.floor(nowMs / everyMs) * most) % Math.max(rows.length, 1);
  return [...rows.slice(first), ...rows.slice(0, first)].slice(0, most);
}
