import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Tx } from '../schema.ts';
import type { Row } from './pages.ts';
import type { Table } from './tables.ts';

/** So many at a time are written by one text, made once: to make it costs more than to run it. */
const rowsTogether = 100;

export function inserterOf(table: Table): (tx: Tx, rows: readonly Row[]) => Promise<void> {
  let made: string | null = null;
  return async (tx, rows) => {
    for (let from = 0; from < rows.length; from += rowsTogether) {
      const some = rows.slice(from, from + rowsTogether);
      if (some.length < rowsTogether) await insertOf(table, some).execute(tx);
      else {
        made ??= insertOf(table, some).compile(tx).sql;
        await tx.executeQuery(CompiledQuery.raw(made, some.flat()));
      }
    }
  };
}

function insertOf({ name, columns }: Table, rows: readonly Row[]): RawBuilder<unknown> {
  return sql`
    insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
    values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))}
  `;
}
