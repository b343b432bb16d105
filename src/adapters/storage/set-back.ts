import { sql } from 'kysely';
import type { Instant } from '../../domain/words.ts';
import { running, type Tx, waiting } from './schema.ts';

export type SetBack = { now: Instant; resumeAt: Instant };

/**
 * Brings nearer what a clock that was ahead has put into a far future: intents and claims to `resumeAt` at the
 * latest; messages that were being sent count from `now`, so that each is looked for before it is sent again.
 * Returns how many moments that were.
 */
export async function bringNearer(tx: Tx, { now, resumeAt }: SetBack): Promise<number> {
  // Of what runs too: when its claim comes back, its turn is when it was.
  const turns = await tx
    .updateTable('intents')
    .set({ next_at: resumeAt })
    .where((eb) => eb.or([eb('status', '=', waiting), eb('status', '=', running)]))
    .where('next_at', '>', resumeAt)
    .executeTakeFirstOrThrow();
  const claims = await tx
    .updateTable('intents')
    .set({ lease_until: resumeAt })
    .where('status', '=', running)
    .where('lease_until', '>', resumeAt)
    .executeTakeFirstOrThrow();
  const deliveries = await tx
    .updateTable('deliveries')
    .set({ taken_until: resumeAt })
    .where('outcome', 'is', null)
    .where('taken_until', '>', resumeAt)
    .executeTakeFirstOrThrow();
  const sends = await tx
    .updateTable('sends')
    .set({ claimed_at: now })
    .where('state', '=', sql.lit('sending'))
    .where('claimed_at', '>', now)
    .executeTakeFirstOrThrow();
  return [turns, claims, deliveries, sends].reduce(
    (sum, { numUpdatedRows }) => sum + Number(numUpdatedRows),
    0,
  );
}
