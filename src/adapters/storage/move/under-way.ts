import { sql } from 'kysely';
import { z } from 'zod';
import { Problem } from '../../../domain/problems.ts';
import type { Engine } from '../engine.ts';
import type { Database, Tx } from '../schema.ts';
import { tables } from './tables.ts';

/** Beside the tables of the schema, and there only while a move is under way: in the database that is filled. */
const tableName = 'move_under_way';

const sum = z.object({ rows: z.number(), digests: z.string() });
const document = z.object({
  /** Without user and password. */
  from: z.string(),
  /** The last step of the schema that it began with. */
  schema: z.string(),
  /** What was copied is not, or not any more, what is to be moved: it is cleared away first. */
  beginsAnew: z.boolean(),
  tables: z.record(z.string(), z.object({ after: z.array(z.union([z.string(), z.number()])), copied: sum })),
});

/** How far a move has come. `step` counts each change: of two processes at it, the second to write finds out. */
export type UnderWay = z.infer<typeof document> & { step: number };

/** null: nothing is being moved here. */
export async function readUnderWay(db: Database): Promise<UnderWay | null> {
  const known = await db.introspection.getTables();
  if (!known.some(({ name }) => name === tableName)) return null;
  const { rows } = await sql<{ step: number; document: string }>`
    select step, document from ${sql.table(tableName)}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  return { ...document.parse(JSON.parse(row.document)), step: row.step };
}

export async function ensureUnderWay(engine: Engine, fresh: Omit<UnderWay, 'step'>): Promise<UnderWay> {
  return await engine.migrator.transaction().execute(async (tx) => {
    await engine.beginMigration(tx);
    const known = await readUnderWay(tx);
    if (known !== null) return known;
    await sql`create table if not exists ${sql.table(tableName)} (step integer not null, document text not null)`.execute(
      tx,
    );
    const text = JSON.stringify(document.parse(fresh));
    await sql`insert into ${sql.table(tableName)} values (1, ${text})`.execute(tx);
    return { ...fresh, step: 1 };
  });
}

/** @throws a `Problem` when another process has written since `former` was read */
export async function writeUnderWay(
  tx: Tx,
  former: UnderWay,
  changes: Partial<Omit<UnderWay, 'step'>>,
): Promise<UnderWay> {
  const next = { ...former, ...changes, step: former.step + 1 };
  const { numAffectedRows } = await sql`
    update ${sql.table(tableName)} set step = ${next.step}, document = ${JSON.stringify(document.parse(next))}
    where step = ${former.step}
  `.execute(tx);
  if (numAffectedRows === 1n) return next;
  throw new Problem('storage-unavailable', 'another process moves into the same database');
}

/** From here on it is a database as any other. */
export async function endUnderWay({ writer, continueNumbers }: Engine, underWay: UnderWay): Promise<void> {
  await writer.transaction().execute(async (tx) => {
    await writeUnderWay(tx, underWay, {});
    for (const { name, numbered } of tables) {
      if (numbered !== null) await continueNumbers(tx, name, numbered);
    }
    await sql`drop table ${sql.table(tableName)}`.execute(tx);
  });
}

/** @throws a `Problem` when this database is half full of what is in another: whoever worked on it would do all else again */
export async function refuseHalfMoved(db: Database): Promise<void> {
  const underWay = await readUnderWay(db);
  if (underWay === null) return;
  const mend = 'call migrate with the same --from and --to again, and it goes on';
  throw new Problem('storage-unavailable', `The database is being filled from ${underWay.from}: ${mend}`);
}
