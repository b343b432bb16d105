import type { NotNull } from 'kysely';
import { type Lane, lanes } from '../../domain/intents.ts';
import type { HistoryEntry } from '../../ports/storage.ts';
import { intentBody } from './documents/intent-body.ts';
import { orNullIfDamaged, readDocument } from './documents/read-document.ts';
import { type Database, waiting } from './schema.ts';

/**
 * What has ended, and above it what did not work and is tried again, by the time of the next try. Newest first;
 * of one moment the act before the delivery that caused it.
 */
export async function readHistory(db: Database, limit: number): Promise<HistoryEntry[]> {
  const intents = await db
    .selectFrom('intents')
    .select(['kind', 'key', 'status', 'detail', 'problem', 'body', 'ended_at'])
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<{ ended_at: NotNull }>()
    .execute();
  const triedAgain = [];
  for (const lane of lanes) triedAgain.push(...(await newestTriedAgain(db, lane, limit)));
  const deliveries = await db
    .selectFrom('deliveries')
    .select(['event', 'id', 'outcome', 'reason', 'ended_at'])
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .$narrowType<{ ended_at: NotNull; outcome: NotNull }>()
    .execute();
  const entries: HistoryEntry[] = [
    ...[...triedAgain, ...intents].map((row) => ({
      at: row.ended_at,
      what: row.kind,
      key: row.key,
      outcome: row.status,
      detail: withProblem(row),
      body: orNullIfDamaged(() => readDocument(intentBody, row.body, `The intent ${row.key}`)),
    })),
    ...deliveries.map((row) => ({
      at: row.ended_at,
      what: row.event,
      key: row.id,
      outcome: row.outcome,
      detail: row.reason,
      body: null,
    })),
  ];
  return entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit);
}

async function newestTriedAgain(db: Database, lane: Lane, limit: number) {
  return await db
    .selectFrom('intents')
    .select(['kind', 'key', 'status', 'detail', 'problem', 'body', 'next_at as ended_at'])
    .where('status', '=', waiting)
    .where('lane', '=', lane)
    .where('problem', 'is not', null)
    .orderBy('next_at', 'desc')
    .limit(limit)
    .execute();
}

/** The message of a problem begins with its code already; a person's reason does not. */
function withProblem({ problem, detail }: { problem: string | null; detail: string | null }): string | null {
  if (problem !== null && detail?.startsWith(`${problem}: `)) return detail;
  return [problem, detail].filter((part) => part !== null).join(': ') || null;
}
