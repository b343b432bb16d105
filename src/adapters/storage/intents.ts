import { type Importance, type Intent, importanceOf, type Lane, laneOf } from '../../domain/intents.ts';
import { type ProblemCode, problems } from '../../domain/problems.ts';
import type { Instant } from '../../domain/words.ts';
import type { IntentOutcome } from '../../ports/storage.ts';
import { intentBody } from './documents/intent-body.ts';
import { writeDocument } from './documents/read-document.ts';
import type { Tx } from './schema.ts';

/** An intent made ready for its row, so that a bug in it shows before a transaction is shared with others. */
export type PreparedIntent = {
  key: string;
  subject: string;
  kind: string;
  lane: Lane;
  importance: Importance;
  body: string;
  notBefore: Instant | null;
};

export function prepareIntent({ key, subject, body, notBefore }: Intent): PreparedIntent {
  const { kind } = body;
  const row = { key, subject, kind, lane: laneOf(kind), importance: importanceOf(kind) };
  return { ...row, body: writeDocument(intentBody, body), notBefore: notBefore ?? null };
}

/** Writes down what is to be done; what has a key that is known already was decided before, and stays as it is. */
export async function addIntents(tx: Tx, intents: PreparedIntent[], at: Instant): Promise<void> {
  if (intents.length === 0) return;
  await tx
    .insertInto('intents')
    .values(
      intents.map(({ notBefore, ...intent }) => ({
        ...intent,
        status: 'waiting' as const,
        created_at: at,
        next_at: notBefore ?? at,
      })),
    )
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
  const failed = { problem, detail, ...(isCertain(problem) ? {} : { maybe_done_at: at }) };
  if (outcome.status === 'later') return { ...failed, status: 'waiting' as const, next_at: outcome.at };
  return { ...failed, status: 'parked' as const, ended_at: at };
}

/** Whether nothing was written outside. An attempt ends with its first write that fails. */
function isCertain(problem: ProblemCode | 'bug'): boolean {
  return problem !== 'bug' && problems[problem].outcome === 'not-done';
}
