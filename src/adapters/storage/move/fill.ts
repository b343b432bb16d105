import type { MoveChanged, Moved, MoveProgress } from '../../../ports/move.ts';
import type { Engine } from '../engine.ts';
import { migrate, stepsTaken } from '../migrate.ts';
import { clearTarget } from './clear.ts';
import { compare } from './compare.ts';
import { copyTable } from './copy.ts';
import { tables } from './tables.ts';
import { endUnderWay, ensureUnderWay, type UnderWay, writeUnderWay } from './under-way.ts';

export type Tell = (doing: MoveProgress['doing'], table: string, rows: number) => void;

/** Every step can be broken off; the next call finds what is done, and does the rest. */
export async function fill(
  { source, target, from }: { source: Engine; target: Engine; from: string },
  tell: Tell,
): Promise<Moved | MoveChanged> {
  await migrate(target);
  const schema = (await stepsTaken(target.reader)).at(-1) ?? '';
  const found = await ensureUnderWay(target, { from, schema, beginsAnew: false, tables: {} });
  let underWay = found;
  if (found.beginsAnew || found.schema !== schema) {
    underWay = await clearTarget(target, { begun: found, schema }, (...rows) => tell('clearing', ...rows));
  }
  for (const table of tables) {
    const copied = await copyTable({ source, target }, { table, begun: underWay }, (rows) =>
      tell('copying', table.name, rows),
    );
    underWay = copied.underWay;
    if (copied.isContradicted) {
      return await beginAnew(target, underWay, [{ table: table.name, where: 'either' }]);
    }
  }
  const compared = await compare({ source, target }, underWay, (...rows) => tell('comparing', ...rows));
  const changed = compared.flatMap(({ table, differing }) =>
    differing === null ? [] : [{ table: table.name, where: differing }],
  );
  if (changed.length > 0) return await beginAnew(target, underWay, changed);
  await endUnderWay(target, underWay);
  return {
    outcome: 'moved',
    goneOn: found.step > 1,
    tables: compared.map(({ table, copied }) => ({
      table: table.name,
      rows: copied.rows,
      checksum: copied.digests,
    })),
  };
}

async function beginAnew(
  { writer }: Engine,
  underWay: UnderWay,
  changed: MoveChanged['tables'],
): Promise<MoveChanged> {
  await writer.transaction().execute((tx) => writeUnderWay(tx, underWay, { beginsAnew: true }));
  return { outcome: 'changed', tables: changed };
}
