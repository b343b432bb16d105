import type { Instant } from '../../domain/words.ts';
import type { Tx } from './schema.ts';

/**
 * Writes down that something came in; true: it was written down before. When the answer to a commit is lost it
 * runs again, and knows by `call`, which no other has, the row that it has written itself.
 */
export async function markSeen(
  tx: Tx,
  { key, at, call }: { key: string; at: Instant; call: string },
): Promise<boolean> {
  const fresh = await tx
    .insertInto('seen')
    .values({ key, at, written_by: call })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ written_by: call }).where('seen.written_by', '=', call),
    )
    .returning('key')
    .executeTakeFirst();
  return fresh === undefined;
}

export async function forgetSeen(tx: Tx, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('seen').where('at', '<', before).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
