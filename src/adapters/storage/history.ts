import type { NotNull } from 'kysely';
import type { HistoryEntry } from '../../ports/storage.ts';
import { intentBody } from './documents/intent-body.ts';
import { orNullIfDamaged, readDocument } from './documents/read-document.ts';
import type { Database } from './schema.ts';

/** What has ended, newest first; of one moment the act before the delivery that caused it. */
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
    ...intents.map((row) => ({
      at: row.ended_at,
      what: row.kind,
      key: row.key,
      outcome: row.status,
      detail: [row.problem, row.detail].filter((part) => part !== null).join(': ') || null,
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
