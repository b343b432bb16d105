import { type Intent, type Lane, laneOf } from '../../domain/intents.ts';
import type { Instant } from '../../domain/words.ts';
import type { IntentOutcome } from '../../ports/storage.ts';
import { intentBody } from './documents/intent-body.ts';
import { writeDocument } from './documents/read-document.ts';
import type { Tx } from './schema.ts';

/** An intent made ready for its row, so that a bug in it shows before a transaction is shared with others. */
export type PreparedIntent = { key: string; subject: string; kind: string; lane: Lane; body: string };

export function prepareIntent({ key, subject, body }: Intent): PreparedIntent {
  return { key, subject, kind: body.kind, lane: laneOf(body.kind), body: writeDocument(intentBody, body) };
}

/** Writes down what is to be done; what has a key that is known already was decided before, and stays as it is. */
export async function addIntents(tx: Tx, intents: PreparedIntent[], at: Instant): Promise<void> {
  if (intents.length === 0) return;
  await tx
    .insertInto('intents')
    .values(intents.map((intent) => ({ ...intent, status: 'waiting' as const, created_at: at, next_at: at })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

export type Settlement = { id: number; attempts?: number; outcome: IntentOutcome };

/**
 * Records how an attempt ended. `done` always counts, because it has been done; `later` and `parked` only
 * while the attempt runs: when its lease ran out, somebody else may have finished it meanwhile, or be at it.
 */
export async function settleIntent(
  tx: Tx,
  { id, attempts, outcome }: Settlement,
  at: Instant,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('intents')
    .set({ ...columnsOf(outcome, at), lease_until: null })
    .where('id', '=', id)
    .$if(outcome.status !== 'done', (query) => {
      const runs = query.where('status', '=', 'running');
      return attempts === undefined ? runs : runs.where('attempts', '=', attempts);
    })
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  const known = await tx.selectFrom('intents').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) throw new Error(`No intent has the id ${id}`);
}

function columnsOf(outcome: IntentOutcome, at: Instant) {
  if (outcome.status === 'done') {
    return { status: 'done' as const, problem: null, detail: outcome.note, ended_at: at };
  }
  const { problem, detail } = outcome;
  if (outcome.status === 'later') {
    return { status: 'waiting' as const, problem, detail, next_at: outcome.at };
  }
  return { status: 'parked' as const, problem, detail, ended_at: at };
}
