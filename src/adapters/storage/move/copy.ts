import type { Engine } from '../engine.ts';
import { inserterOf } from './insert.ts';
import { pagesOf } from './pages.ts';
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
  const insert = inserterOf(table);
  let underWay = begun;
  const before = begun.tables[table.name];
  let copied = before?.copied ?? nothing;
  for await (const { rows, last } of pagesOf(source, table, before?.after ?? null)) {
    copied = addRows(copied, rows);
    const reached = { [table.name]: { after: last, copied } };
    try {
      underWay = await target.writer.transaction().execute(async (tx) => {
        await insert(tx, rows);
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
