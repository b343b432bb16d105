import { sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { tables } from './tables.ts';
import { type UnderWay, writeUnderWay } from './under-way.ts';

/** A server bounds the time of a statement. */
const rowsAtOnce = 5_000;

/** Takes away what an earlier attempt has copied, so that all of it is copied anew. */
export async function clearTarget(
  { writer }: Engine,
  { begun, schema }: { begun: UnderWay; schema: string },
  onRows: (table: string, rows: number) => void,
): Promise<UnderWay> {
  let underWay = begun;
  // What refers to others goes before them.
  for (const { name, key } of tables.toReversed()) {
    const columns = sql.join(key.map((column) => sql.ref(column)));
    for (let cleared = 0, last = rowsAtOnce; last === rowsAtOnce; ) {
      [underWay, last] = await writer.transaction().execute(async (tx) => {
        const next = await writeUnderWay(tx, underWay, {});
        const { numAffectedRows = 0n } = await sql`
          delete from ${sql.table(name)} where (${columns}) in
            (select ${columns} from ${sql.table(name)} limit ${sql.lit(rowsAtOnce)})
        `.execute(tx);
        return [next, Number(numAffectedRows)] as const;
      });
      cleared += last;
      onRows(name, cleared);
    }
  }
  return await writer
    .transaction()
    .execute((tx) => writeUnderWay(tx, underWay, { schema, beginsAnew: false, tables: {} }));
}
