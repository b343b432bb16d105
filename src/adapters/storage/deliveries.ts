import { addMilliseconds } from 'date-fns/addMilliseconds';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/words.ts';
import type { Delivery, DeliveryOutcome, NewDelivery } from '../../ports/storage.ts';
import type { Database, Schema, Tx } from './schema.ts';

const idsInOneStatement = 200;
/** All that is taken is held in memory at once, and one body may be several MiB. */
const bytesTakenTogether = 8 * 1024 * 1024;
/** Where processes share the work: longer than handling what was taken may take. */
const takenForMs = 60_000;
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

/** What is to be taken; `isShared` as the engine says. */
export type Taking = { limit: number; now: Instant; isShared: boolean };

/** Whether anything can be taken; asked before `takeDeliveries`, because that one locks the database. */
export async function canDeliveriesBeTaken(
  db: Database,
  { now, isShared }: Pick<Taking, 'now' | 'isShared'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('seq')
    .where('outcome', 'is', null)
    .$if(isShared, (query) => query.where(isFree(now)))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Nobody is at it, or not any more. */
function isFree(now: Instant) {
  return (eb: ExpressionBuilder<Schema, 'deliveries'>) =>
    eb.or([eb('taken_until', 'is', null), eb('taken_until', '<=', now)]);
}

/**
 * The next deliveries, each counted as one more attempt. The count is on disk before anybody reads the
 * body, so that a delivery that kills the process can be told from others.
 */
export async function takeDeliveries(tx: Tx, taking: Taking): Promise<Delivery[]> {
  const next = await findNextDeliveries(tx, taking);
  if (next.length === 0) return [];
  const seqs = next.map(({ seq }) => seq);
  await tx
    .updateTable('deliveries')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      taken_until: addMilliseconds(taking.now, takenForMs).toISOString(),
    }))
    .where('seq', 'in', seqs)
    .execute();
  return await tx
    .selectFrom('deliveries')
    .innerJoin('delivery_bodies', 'delivery_bodies.delivery', 'deliveries.seq')
    .select(['id', 'event', 'body', 'received_at as receivedAt', 'attempts'])
    .where('seq', 'in', seqs)
    .orderBy('seq')
    .execute();
}

/**
 * The oldest alone when it was taken before and never ended: the process died over it or over a neighbour.
 * Otherwise all that follow it and were never taken, up to the bounds.
 */
async function findNextDeliveries(tx: Tx, { limit, now, isShared }: Taking): Promise<{ seq: number }[]> {
  const oldest = await tx
    .selectFrom('deliveries')
    .innerJoin('delivery_bodies', 'delivery_bodies.delivery', 'deliveries.seq')
    .select(['seq', 'attempts', sql<number>`octet_length(body)`.as('bytes')])
    .where('outcome', 'is', null)
    .orderBy('seq')
    .limit(limit)
    // What others are at is passed over, and what is looked at here others pass over.
    .$if(isShared, (query) => query.where(isFree(now)).forUpdate('deliveries').skipLocked())
    .execute();
  if (oldest[0] !== undefined && oldest[0].attempts > 0) return oldest.slice(0, 1);
  let bytes = 0;
  const end = oldest.findIndex((delivery, index) => {
    bytes += delivery.bytes;
    return index > 0 && (delivery.attempts > 0 || bytes > bytesTakenTogether);
  });
  return end === -1 ? oldest : oldest.slice(0, end);
}

/** Takes one attempt back from those that are undecided still. The count tells one taking from the next. */
export async function returnDeliveries(tx: Tx, taken: Pick<Delivery, 'id' | 'attempts'>[]): Promise<void> {
  for (const [attempts, alike] of Map.groupBy(taken, (delivery) => delivery.attempts)) {
    const ids = alike.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += idsInOneStatement) {
      await tx
        .updateTable('deliveries')
        .set({ attempts: attempts - 1, taken_until: null })
        .where('id', 'in', ids.slice(from, from + idsInOneStatement))
        .where('outcome', 'is', null)
        .where('attempts', '=', attempts)
        .execute();
    }
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
