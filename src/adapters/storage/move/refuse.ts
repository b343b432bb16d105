import { sql } from 'kysely';
import type { MoveRefusal, MoveRefused } from '../../../ports/move.ts';
import type { Engine } from '../engine.ts';
import { isCurrent, refuseNewerSchema } from '../migrate.ts';
import { tables } from './tables.ts';
import { readUnderWay } from './under-way.ts';

export function refuseSame(from: string, to: string): MoveRefused | null {
  if (from !== to) return null;
  return refused('same-database', `${from} is both: name another to move to`);
}

/** What is not as we know it could not be moved whole. */
export async function refuseSource({ reader }: Engine, from: string): Promise<MoveRefused | null> {
  const underWay = await readUnderWay(reader);
  if (underWay !== null) {
    return refused(
      'source-half-moved',
      `${from} is itself being filled from ${underWay.from}: end that first`,
    );
  }
  if (await isCurrent(reader)) return null;
  const mend = 'run migrate with it as DATABASE_URL first';
  return refused('source-not-current', `${from} is not at the schema of this version: ${mend}`);
}

/** What is there is not mixed with what comes, but for what this same move has brought already. */
export async function refuseTarget(
  { reader }: Engine,
  { from, to }: { from: string; to: string },
): Promise<MoveRefused | null> {
  await refuseNewerSchema(reader);
  const underWay = await readUnderWay(reader);
  if (underWay !== null) {
    if (underWay.from === from) return null;
    const mend = 'end that move, or take an empty database';
    return refused('target-of-another-move', `${to} is being filled from ${underWay.from}: ${mend}`);
  }
  const full = await tableWithRows(reader);
  if (full === null) return null;
  return refused('target-not-empty', `${to} is not empty, there are ${full}: take an empty database`);
}

function refused(why: MoveRefusal, because: string): MoveRefused {
  return { outcome: 'refused', why, because };
}

async function tableWithRows(db: Engine['reader']): Promise<string | null> {
  const known = (await db.introspection.getTables()).map(({ name }) => name);
  for (const { name } of tables) {
    if (!known.includes(name)) continue;
    const { rows } = await sql`select 1 as one from ${sql.table(name)} limit 1`.execute(db);
    if (rows.length > 0) return name;
  }
  return null;
}
