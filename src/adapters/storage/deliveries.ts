import { sql } from 'kysely';
import type { Instant } from '../../domain/words.ts';
import type { Delivery, DeliveryOutcome, NewDelivery } from '../../ports/storage.ts';
import type { Database, Tx } from './schema.ts';

const idsInOneStatement = 200;
/** All that is taken is held in memory at once, and one body may be several MiB. */
const bytesTakenTogether = 8 * 1024 * 1024;
const bodyGone = 'its body was deleted after the retention time';

export type EndedDelivery = { id: string; outcome: DeliveryOutcome; reason: string | null };

/** Stores those whose id is new; of several with one id the first. */
export async function insertDeliveries(tx: Tx, deliveries: NewDelivery[]): Promise<('stored' | 'known')[]> {
  const stored = await tx
    .insertInto('deliveries')
    .values(deliveries.map(({ id, event, receivedAt }) => ({ id, event, received_at: receivedAt })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(['seq', 'id'])
    .execute();
  const fresh = new Map(stored.map(({ seq, id }) => [id, seq]));
  const bodies: { delivery: number; body: string }[] = [];
  const answers = deliveries.map(({ id, body }) => {
    const seq = fresh.get(id);
    if (seq === undefined) return 'known';
    fresh.delete(id);
    bodies.push({ delivery: seq, body });
    return 'stored';
  });
  if (bodies.length > 0) await tx.insertInto('delivery_bodies').values(bodies).execute();
  return answers;
}

/** Whether anything is undecided; asked before `takeDeliveries`, because that one locks the database. */
export async function areDeliveriesUndecided(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('seq')
    .where('outcome', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The next deliveries, each counted as one more attempt. The count is on disk before anybody reads the
 * body, so that a delivery that kills the process can be told from others.
 */
export async function takeDeliveries(tx: Tx, limit: number): Promise<Delivery[]> {
  const next = await findNextDeliveries(tx, limit);
  const first = next[0];
  const last = next.at(-1);
  if (first === undefined || last === undefined) return [];
  await tx
    .updateTable('deliveries')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('outcome', 'is', null)
    .where('seq', '>=', first.seq)
    .where('seq', '<=', last.seq)
    .execute();
  return await tx
    .selectFrom('deliveries')
    .innerJoin('delivery_bodies', 'delivery_bodies.delivery', 'deliveries.seq')
    .select(['id', 'event', 'body', 'received_at as receivedAt', 'attempts'])
    .where('outcome', 'is', null)
    .where('seq', '>=', first.seq)
    .where('seq', '<=', last.seq)
    .orderBy('seq')
    .execute();
}

/**
 * The oldest alone when it was taken before and never ended: the process died over it or over a neighbour.
 * Otherwise all that follow it and were never taken, up to the bounds.
 */
async function findNextDeliveries(tx: Tx, limit: number): Promise<{ seq: number }[]> {
  const oldest = await tx
    .selectFrom('deliveries')
    .innerJoin('delivery_bodies', 'delivery_bodies.delivery', 'deliveries.seq')
    .select(['seq', 'attempts', sql<number>`octet_length(body)`.as('bytes')])
    .where('outcome', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute();
  if (oldest[0] !== undefined && oldest[0].attempts > 0) return oldest.slice(0, 1);
  let bytes = 0;
  const end = oldest.findIndex((delivery, index) => {
    bytes += delivery.bytes;
    return index > 0 && (delivery.attempts > 0 || bytes > bytesTakenTogether);
  });
  return end === -1 ? oldest : oldest.slice(0, end);
}

/** Takes one attempt back from those that are undecided still. */
export async function returnDeliveries(tx: Tx, ids: string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += idsInOneStatement) {
    await tx
      .updateTable('deliveries')
      .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
      .where('id', 'in', ids.slice(from, from + idsInOneStatement))
      .where('outcome', 'is', null)
      .where('attempts', '>', 0)
      .execute();
  }
}

/**
 * Ends what is undecided; what another process has ended meanwhile keeps its outcome. Those that ended for
 * the same reason, which most of a burst do, are ended by one statement.
 */
export async function endDeliveries(tx: Tx, ended: EndedDelivery[], at: Instant): Promise<void> {
  const alike = Map.groupBy(ended, ({ outcome, reason }) => JSON.stringify([outcome, reason]));
  for (const group of alike.values()) {
    for (let from = 0; from < group.length; from += idsInOneStatement) {
      await endAlike(tx, group.slice(from, from + idsInOneStatement), at);
    }
  }
}

async function endAlike(tx: Tx, ended: EndedDelivery[], at: Instant): Promise<void> {
  const [first] = ended;
  if (first === undefined) return;
  const ids = [...new Set(ended.map(({ id }) => id))];
  const { numUpdatedRows } = await tx
    .updateTable('deliveries')
    .set({ outcome: first.outcome, reason: first.reason, ended_at: at })
    .where('id', 'in', ids)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === ids.length) return;
  const rows = await tx.selectFrom('deliveries').select('id').where('id', 'in', ids).execute();
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new Error(`No delivery has the id ${missing}`);
}

/**
 * Deletes up to `limit` bodies of deliveries that ended before that moment. What is parked is given up
 * with its body, because it could not be tried again. Returns how many bodies went.
 */
export async function forgetBodies(tx: Tx, before: Instant, limit: number): Promise<number> {
  const old = await tx
    .selectFrom('deliveries')
    .select('seq')
    .where('ended_at', '<', before)
    .where('body_kept', '=', sql.lit(1))
    .orderBy('ended_at')
    .limit(limit)
    .execute();
  if (old.length === 0) return 0;
  const seqs = old.map(({ seq }) => seq);
  await tx.deleteFrom('delivery_bodies').where('delivery', 'in', seqs).execute();
  await tx.updateTable('deliveries').set({ body_kept: 0 }).where('seq', 'in', seqs).execute();
  await tx
    .updateTable('deliveries')
    .set({ outcome: 'dropped', reason: sql`coalesce(reason || '; ', '') || ${bodyGone}` })
    .where('seq', 'in', seqs)
    .where('outcome', '=', 'parked')
    .execute();
  return old.length;
}
