import type { Instant } from '../../domain/words.ts';
import type { NewSend, Send, SendOutcome } from '../../ports/storage.ts';
import type { Database, SendRow, Tx } from './schema.ts';

export async function readSend(db: Database, key: string): Promise<Send | null> {
  const row = await db.selectFrom('sends').selectAll().where('key', '=', key).executeTakeFirst();
  return row ? toSend(row) : null;
}

export async function readSendsAbout(db: Database, about: string): Promise<Send[]> {
  const rows = await db
    .selectFrom('sends')
    .selectAll()
    .where('about', '=', about)
    .orderBy('claimed_at')
    .orderBy('key')
    .execute();
  return rows.map(toSend);
}

/**
 * The claim is what makes a message go out once: whoever wrote the row is the one who may send. `call` as with
 * `markSeen`.
 */
export async function claimSend(
  tx: Tx,
  { key, about, to, place, via }: NewSend,
  { at, call }: { at: Instant; call: string },
): Promise<Send | 'claimed'> {
  const where = { about, recipient: to, place, via };
  const claim = { state: 'sending', claimed_at: at, written_by: call } as const;
  const fresh = { ...where, ...claim, channel: null, ts: null };
  const row = await tx
    .insertInto('sends')
    .values({ key, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(fresh)
        .where((eb) =>
          eb.or([
            eb('sends.state', '=', 'not-taken'),
            eb.and([eb('sends.state', '=', 'sending'), eb('sends.written_by', '=', call)]),
          ]),
        ),
    )
    .returning('key')
    .executeTakeFirst();
  if (row) return 'claimed';
  const known = await tx.selectFrom('sends').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  return toSend(known);
}

/**
 * Only what is being sent can end, but for being taken back. Whoever stood still cannot give back the claim of
 * somebody who came after.
 */
export async function endSend(tx: Tx, key: string, outcome: SendOutcome): Promise<void> {
  const ended = tx
    .updateTable('sends')
    .set({
      state: outcome.state,
      channel: outcome.state === 'sent' ? outcome.channel : null,
      ts: outcome.state === 'sent' ? outcome.ts : null,
    })
    .where('key', '=', key)
    .$if(outcome.state !== 'retracted', (query) => query.where('state', '=', 'sending'));
  await (outcome.state === 'not-taken' ? ended.where('claimed_at', '=', outcome.claimedAt) : ended).execute();
}

function toSend({ key, about, recipient, place, via, state, claimed_at, channel, ts }: SendRow): Send {
  const send = { key, about, to: recipient, place, via, at: claimed_at };
  if (state !== 'sent') return { ...send, state };
  return { ...send, state, channel: channel ?? '', ts: ts ?? '' };
}
