import type { IntentBody } from '../../domain/intents.ts';
import type { ProblemCode } from '../../domain/problems.ts';
import type { Instant } from '../../domain/words.ts';
import type { ParkedItem, QueueDepth } from '../../ports/storage.ts';
import { intentBody } from './documents/intent-body.ts';
import { orNullIfDamaged, readDocument } from './documents/read-document.ts';
import { type Database, parkedDelivery, parkedIntent, running, type Tx, waiting } from './schema.ts';

/** What waits for a person, oldest first. */
export async function listParked(db: Database): Promise<ParkedItem[]> {
  const items = [...(await listParkedDeliveries(db)), ...(await listParkedIntents(db))];
  return items.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

async function listParkedDeliveries(db: Database): Promise<ParkedItem[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'event', 'reason', 'attempts', 'ended_at', 'received_at'])
    .where('outcome', '=', parkedDelivery)
    .execute();
  return rows.map((row) => ({
    id: `d:${row.id}`,
    what: row.event,
    key: row.id,
    problem: 'not-handled',
    detail: row.reason ?? '',
    attempts: row.attempts,
    since: row.ended_at ?? row.received_at,
  }));
}

async function listParkedIntents(db: Database): Promise<ParkedItem[]> {
  const rows = await db
    .selectFrom('intents')
    .select(['id', 'key', 'kind', 'problem', 'detail', 'attempts', 'ended_at', 'created_at'])
    .where('status', '=', parkedIntent)
    .execute();
  return rows.map((row) => ({
    id: `i:${row.id}`,
    what: row.kind,
    key: row.key,
    problem: row.problem ?? '',
    detail: row.detail ?? '',
    attempts: row.attempts,
    since: row.ended_at ?? row.created_at,
  }));
}

export async function listParkedFor(
  db: Database,
  problem: ProblemCode,
): Promise<{ id: string; body: IntentBody }[]> {
  const rows = await db
    .selectFrom('intents')
    .select(['id', 'key', 'body'])
    .where('status', '=', parkedIntent)
    .where('problem', '=', problem)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, key, body: text }) => {
    const body = orNullIfDamaged(() => readDocument(intentBody, text, `The intent ${key}`));
    return body === null ? [] : [{ id: `i:${id}`, body }];
  });
}

/**
 * Puts a parked item back in its queue. The attempts of an intent stay counted and the first one stays when
 * it was: it may have been done then already, and is looked for from that moment on.
 */
export async function retryParked(tx: Tx, id: string, now: Instant): Promise<boolean> {
  return await changeParked(tx, id, {
    delivery: { outcome: null, reason: null, ended_at: null, attempts: 0, taken_until: null },
    intent: {
      status: 'waiting',
      next_at: now,
      problem: null,
      detail: null,
      ended_at: null,
    },
  });
}

/** Gives a parked item up for good. Its key stays, so that it is never decided again. */
export async function dropParked(tx: Tx, id: string, now: Instant): Promise<boolean> {
  return await changeParked(tx, id, {
    delivery: { outcome: 'dropped', ended_at: now },
    intent: { status: 'dropped', ended_at: now },
  });
}

type Changes = {
  delivery: {
    outcome: 'dropped' | null;
    ended_at: Instant | null;
    reason?: null;
    attempts?: 0;
    taken_until?: null;
  };
  intent: {
    status: 'waiting' | 'dropped';
    ended_at: Instant | null;
    next_at?: Instant;
    problem?: null;
    detail?: null;
  };
};

/** `id` is `d:<delivery>` or `i:<intent>`; anything else names nothing. */
async function changeParked(tx: Tx, id: string, changes: Changes): Promise<boolean> {
  if (id.startsWith('d:')) {
    const { numUpdatedRows } = await tx
      .updateTable('deliveries')
      .set(changes.delivery)
      .where('id', '=', id.slice(2))
      .where('outcome', '=', parkedDelivery)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
  if (!/^i:\d{1,15}$/.test(id)) return false;
  const { numUpdatedRows } = await tx
    .updateTable('intents')
    .set(changes.intent)
    .where('id', '=', Number(id.slice(2)))
    .where('status', '=', parkedIntent)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** A few counts over partial indexes, cheap with any number of rows that have ended. */
export async function measureDepth(db: Database): Promise<QueueDepth> {
  const deliveries = await db
    .selectFrom('deliveries')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('received_at').as('oldest')])
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  const intents = [];
  for (const status of [waiting, running]) {
    intents.push(
      await db
        .selectFrom('intents')
        .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('created_at').as('oldest')])
        .where('status', '=', status)
        .executeTakeFirstOrThrow(),
    );
  }
  const parkedDeliveries = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('outcome', '=', parkedDelivery)
    .executeTakeFirstOrThrow();
  const parkedIntents = await db
    .selectFrom('intents')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('status', '=', parkedIntent)
    .executeTakeFirstOrThrow();
  return {
    deliveries: Number(deliveries.count),
    intents: intents.reduce((sum, { count }) => sum + Number(count), 0),
    oldestAt: earliest([deliveries.oldest, ...intents.map(({ oldest }) => oldest)]),
    parkedDeliveries: Number(parkedDeliveries.count),
    parkedIntents: Number(parkedIntents.count),
  };
}

/** The minimum of no rows is null, although the query builder says text. */
function earliest(instants: (Instant | null)[]): Instant | null {
  return instants.filter((at) => at !== null).sort()[0] ?? null;
}
