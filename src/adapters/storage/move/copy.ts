import { sql } from 'kysely';
import type { Engine } from '../engine.ts';
import type { Tx } from '../schema.ts';
import { pagesOf, type Row } from './pages.ts';
import { addRows, nothing } from './sum.ts';
import type { Table } from './tables.ts';
import { type UnderWay, writeUnderWay } from './under-way.ts';

/** `isContradicted`: rows of now do not go with what was copied a moment ago, or with what others wrote there. */
export type Copied = { underWay: UnderWay; isContradicted: boolean };

/** Goes on behind what was copied before; each page and how far it came are one transaction. */
export async function copyTable(
  { source, target }: { source: Engine; target: Engine },
  { table, begun }: { table: Table; begun: UnderWay },
  onRows: (rows: number) => void,
): Promise<Copied> {
  let underWay = begun;
  const before = begun.tables[table.name];
  let copied = before?.copied ?? nothing;
  for await (const { rows, last } of pagesOf(source, table, before?.after ?? null)) {
    copied = addRows(copied, rows);
    const reached = { [table.name]: { after: last, copied } };
    try {
      underWay = await target.writer.transaction().execute(async (tx) => {
        await insertRows(tx, table, rows);
        return await writeUnderWay(tx, underWay, { tables: { ...underWay.tables, ...reached } });
      });
    } catch (error) {
      if (!target.isContradiction(error)) throw target.explain(error);
      return { underWay, isContradicted: true };
    }
    onRows(copied.rows);
  }
  return { underWay, isContradicted: false };
}

async function insertRows(tx: Tx, { name, columns }: Table, rows: Row[]): Promise<void> {
  await sql`
    insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
    values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))}
  `.execute(tx);
}
