import type { Engine } from '../engine.ts';
import { isSameSum, nothing, type Sum, sumOf } from './sum.ts';
import { type Table, tables } from './tables.ts';
import type { UnderWay } from './under-way.ts';

export type Comparison = { table: Table; copied: Sum; differing: 'source' | 'target' | null };

/** Reads both databases to their ends and holds them to what was copied. */
export async function compare(
  { source, target }: { source: Engine; target: Engine },
  underWay: UnderWay,
  onRows: (table: string, rows: number) => void,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const table of tables) {
    const copied = underWay.tables[table.name]?.copied ?? nothing;
    const tell = (rows: number) => onRows(table.name, rows);
    const isWhole = async (engine: Engine) => isSameSum(await sumOf(engine, table, tell), copied);
    const differing = !(await isWhole(source)) ? 'source' : !(await isWhole(target)) ? 'target' : null;
    comparisons.push({ table, copied, differing });
  }
  return comparisons;
}
