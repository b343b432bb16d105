import { addMilliseconds } from 'date-fns/addMilliseconds';
import { sql } from 'kysely';
import { type Importance, importances, type Lane } from '../../domain/intents.ts';
import { Problem } from '../../domain/problems.ts';
import type { Instant } from '../../domain/words.ts';
import type { ClaimedIntent, IntentOutcome } from '../../ports/storage.ts';
import { intentBody } from './documents/intent-body.ts';
import { readDocument } from './documents/read-document.ts';
import { settleIntent } from './intents.ts';
import { type Database, type IntentRow, running, type Tx, waiting } from './schema.ts';

/** `isShared` as the engine says. */
export type Claim = {
  lane: Lane;
  limit: number;
  now: Instant;
  leaseMs: number;
  atMost?: Importance | undefined;
  isShared: boolean;
};

/**
 * Claims what is due, the most important first and of those the longest due: of each subject the first, and
 * none while another of the subject runs. A row that cannot be read is parked instead: it must not stand in
 * the way of the others for ever.
 */
export async function claimIntents(tx: Tx, claim: Claim): Promise<ClaimedIntent[]> {
  const { now, leaseMs } = claim;
  await releaseExpired(tx, now);
  const ids = await findClaimable(tx, claim);
  if (ids.length === 0) return [];
  const rows = await tx
    .updateTable('intents')
    .set((eb) => ({
      status: 'running',
      attempts: eb('attempts', '+', 1),
      lease_until: addMilliseconds(now, leaseMs).toISOString(),
      first_attempt_at: eb.fn.coalesce('first_attempt_at', eb.val(now)),
    }))
    .where('id', 'in', ids)
    .returningAll()
    .execute();
  const claimed: ClaimedIntent[] = [];
  for (const row of rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))) {
    const intent = readIntent(row, now);
    if (!(intent instanceof Problem)) claimed.push(intent);
    else await settleIntent(tx, { id: row.id, outcome: parkedFor(intent) }, now);
  }
  return claimed;
}

export type Renewal = { id: number; attempts: number; now: Instant; leaseMs: number };

/** The count of attempts tells one claim of an intent from the next: it rises with each. */
export async function renewClaim(tx: Tx, { id, attempts, now, leaseMs }: Renewal): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('intents')
    .set({ lease_until: addMilliseconds(now, leaseMs).toISOString() })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', '=', running)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Whoever claimed these has gone without a word of how far they came. They keep their place in the queue. */
async function releaseExpired(tx: Tx, now: Instant): Promise<void> {
  await tx
    .updateTable('intents')
    .set((eb) => ({ status: 'waiting', lease_until: null, maybe_done_at: eb.ref('lease_until') }))
    .where('status', '=', running)
    .where('lease_until', '<=', now)
    .execute();
}

async function findClaimable(tx: Tx, { limit, atMost, ...claim }: Claim): Promise<number[]> {
  const found: number[] = [];
  // One after another, so that each is read from the end of an index and not sorted.
  for (const importance of importances) {
    if (found.length >= limit || (atMost !== undefined && importance > atMost)) break;
    found.push(...(await findOfImportance(tx, importance, { ...claim, limit: limit - found.length })));
  }
  return found;
}

async function findOfImportance(
  tx: Tx,
  importance: Importance,
  { lane, limit, now, isShared }: Omit<Claim, 'atMost'>,
): Promise<number[]> {
  const rows = await tx
    .selectFrom('intents as due')
    .select('due.id')
    .where('due.status', '=', waiting)
    .where('due.lane', '=', lane)
    .where('due.importance', '=', importance)
    .where('due.next_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('intents as busy')
            .select('busy.id')
            .where('busy.status', '=', running)
            .whereRef('busy.subject', '=', 'due.subject'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('intents as earlier')
            .select('earlier.id')
            .where('earlier.status', '=', waiting)
            .whereRef('earlier.subject', '=', 'due.subject')
            .where('earlier.next_at', '<=', now)
            .where(
              sql<boolean>`(earlier.importance, earlier.next_at, earlier.id) < (due.importance, due.next_at, due.id)`,
            ),
        ),
      ),
    )
    .orderBy('due.next_at')
    .orderBy('due.id')
    .limit(limit)
    // Of a subject only the first can be had: while another process has it locked, the subject is passed over.
    .$if(isShared, (query) => query.forUpdate('due').skipLocked())
    .execute();
  return rows.map(({ id }) => id);
}

function parkedFor({ code, message }: Problem): IntentOutcome {
  return { status: 'parked', problem: code, detail: message };
}

function readIntent(row: IntentRow, now: Instant): ClaimedIntent | Problem {
  try {
    return {
      id: row.id,
      key: row.key,
      subject: row.subject,
      body: readDocument(intentBody, row.body, `The intent ${row.key}`),
      attempts: row.attempts,
      maybeDoneAt: row.maybe_done_at,
      createdAt: row.created_at,
      firstAttemptAt: row.first_attempt_at ?? now,
    };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/**
 * When there is something to claim next. A subject of which one runs counts by the end of that lease:
 * what waits behind it cannot be claimed earlier, and asking again at once would be asking for ever.
 */
export async function nextIntentAt(db: Database, lane: Lane): Promise<Instant | null> {
  const next = await db
    .selectFrom('intents as due')
    .select('due.next_at as at')
    .where('due.status', '=', waiting)
    .where('due.lane', '=', lane)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('intents as busy')
            .select('busy.id')
            .where('busy.status', '=', running)
            .whereRef('busy.subject', '=', 'due.subject'),
        ),
      ),
    )
    .orderBy('due.next_at')
    .limit(1)
    .executeTakeFirst();
  const lease = await db
    .selectFrom('intents')
    .select((eb) => eb.fn.min('lease_until').as('at'))
    .where('status', '=', running)
    .where('lane', '=', lane)
    .executeTakeFirst();
  return [next?.at, lease?.at].filter((at) => typeof at === 'string').sort()[0] ?? null;
}
