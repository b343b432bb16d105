import { hash } from 'node:crypto';
import type { Engine } from '../engine.ts';
import { pagesOf, type Row } from './pages.ts';
import type { Table } from './tables.ts';

/**
 * How many rows, and the sum of their digests in hexadecimal. A sum asks for no order, in which databases
 * might differ, and what was counted before a break is simply counted on.
 */
export type Sum = { rows: number; digests: string };

export const nothing: Sum = { rows: 0, digests: '0' };

const modulus = 1n << 256n;

export function addRows(sum: Sum, rows: readonly Row[]): Sum {
  const digests = rows.reduce((total, row) => total + digestOf(row), BigInt(`0x${sum.digests}`));
  return { rows: sum.rows + rows.length, digests: (digests % modulus).toString(16) };
}

export function isSameSum(one: Sum, other: Sum): boolean {
  return one.rows === other.rows && one.digests === other.digests;
}

/** All rows of a table as they are now. */
export async function sumOf(engine: Engine, table: Table, onRows: (rows: number) => void): Promise<Sum> {
  let sum = nothing;
  for await (const { rows } of pagesOf(engine, table, null)) {
    sum = addRows(sum, rows);
    onRows(sum.rows);
  }
  return sum;
}

/** PostgreSQL keeps U+FFFD for U+0000: the two are one here. */
function digestOf(row: Row): bigint {
  const values = row.map((value) =>
    typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '\uFFFD') : value,
  );
  return BigInt(`0x${hash('sha256', JSON.stringify(values), 'hex')}`);
}
