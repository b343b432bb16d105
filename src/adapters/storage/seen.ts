import type { Instant } from '../../domain/words.ts';
import type { Tx } from './schema.ts';

/** Writes down that something came in; true: it was written down before. */
export async function markSeen(tx: Tx, key: string, now: Instant): Promise<boolean> {
  const fresh = await tx
    .insertInto('seen')
    .values({ key, at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return fresh === undefined;
}

export async function forgetSeen(tx: Tx, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('seen').where('at', '<', before).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
