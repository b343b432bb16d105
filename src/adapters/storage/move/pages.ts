import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../../domain/problems.ts';
import type { Engine } from '../engine.ts';
import type { Table } from './tables.ts';

export type Value = string | number | null;
/** The values of a row in the order of the table's columns. */
export type Row = Value[];
/** Where a row stands in its table. */
export type Position = (string | number)[];

/** A page takes one transaction. */
const rowsAtOnce = 1_000;
/** Bodies have up to 25 MB each: what is held in memory at once is one of these, or this much. */
const bytesAtOnce = 1024 * 1024;

/** Everything behind a position, in the order of the key. Pages hold one row at least. */
export async function* pagesOf(
  { reader, explain }: Engine,
  table: Table,
  after: Position | null,
): AsyncGenerator<{ rows: Row[]; last: Position }> {
  for (let from = after; ; ) {
    try {
      const last = await endOfPage(reader, table, from);
      if (last === null) return;
      const rows = await readPage(reader, table, { after: from, last });
      from = last;
      yield { rows, last };
    } catch (error) {
      throw explain(error);
    }
  }
}

/** Sizes are read without the texts themselves. null: nothing follows. */
async function endOfPage(
  db: Engine['reader'],
  table: Table,
  after: Position | null,
): Promise<Position | null> {
  const sizes = table.columns
    .filter(({ kind }) => kind === 'text')
    .map(({ name }) => sql`coalesce(octet_length(${sql.ref(name)}), 0)`);
  const { rows } = await sql<Record<string, unknown>>`
    select ${keyOf(table)}, ${sizes.length === 0 ? sql`0` : sql.join(sizes, sql` + `)} as ${sql.ref(sizeColumn)}
    from ${sql.table(table.name)} ${after === null ? sql`` : sql`where ${isBehind(table, after)}`}
    order by ${keyOf(table)} limit ${sql.lit(rowsAtOnce)}
  `.execute(db);
  let bytes = 0;
  const tooMuch = rows.findIndex((row) => {
    bytes += Number(row[sizeColumn]);
    return bytes > bytesAtOnce;
  });
  const last = rows[tooMuch === -1 ? rows.length - 1 : Math.max(0, tooMuch - 1)];
  return last === undefined ? null : positionOf(table, last);
}

const sizeColumn = 'bytes_of_row';

async function readPage(
  db: Engine['reader'],
  table: Table,
  { after, last }: { after: Position | null; last: Position },
): Promise<Row[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(table.columns.map(({ name }) => sql.ref(name)))} from ${sql.table(table.name)}
    where ${after === null ? sql`` : sql`${isBehind(table, after)} and`}
      (${keyOf(table)}) <= (${sql.join(last)})
    order by ${keyOf(table)}
  `.execute(db);
  return rows.map((row) => table.columns.map(({ name }) => readValue(table, name, row)));
}

function isBehind(table: Table, after: Position): RawBuilder<unknown> {
  return sql`(${keyOf(table)}) > (${sql.join(after)})`;
}

function keyOf({ key }: Table): RawBuilder<unknown> {
  return sql.join(key.map((column) => sql.ref(column)));
}

function positionOf(table: Table, row: Record<string, unknown>): Position {
  return table.key.map((column) => {
    const value = readValue(table, column, row);
    if (value === null) throw damaged(table, column, row);
    return value;
  });
}

/** SQLite keeps anything in any column; we never wrote but what the schema says. */
function readValue(table: Table, column: string, row: Record<string, unknown>): Value {
  const value = row[column];
  const kind = table.columns.find(({ name }) => name === column)?.kind;
  if (value === null) return null;
  if (kind === 'text' && typeof value === 'string') return value;
  if (kind === 'number' && typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw damaged(table, column, row);
}

function damaged({ name, key }: Table, column: string, row: Record<string, unknown>): Problem {
  const place = key.map((part) => `${part} ${String(row[part])}`).join(', ');
  return new Problem('storage-damaged', `${name}, ${place}: ${column} holds what never belongs there`);
}
