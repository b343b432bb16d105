import { sql } from 'kysely';
import type { Addresses, MoveProgress, MoveResult } from '../../../ports/move.ts';
import type { Engine } from '../engine.ts';
import { type EngineOptions, openEngine } from '../open-engine.ts';
import { fill } from './fill.ts';
import { placeOf } from './place.ts';
import { refuseSame, refuseSource, refuseTarget } from './refuse.ts';
import { tables } from './tables.ts';

/** A statement reads or writes one page at most; but counting may take long. */
const timeoutMs = 60_000;

/**
 * Copies everything from one database into another that is empty, and compares the two at the end. Broken off and
 * called again it goes on where it was.
 *
 * @throws a `Problem` when one of them fails
 */
export async function moveEverything(
  addresses: Addresses,
  onProgress: (progress: MoveProgress) => void,
): Promise<MoveResult> {
  const places = { from: placeOf(addresses.from), to: placeOf(addresses.to) };
  const { from, to } = places;
  const refusedAtOnce = refuseSame(from, to);
  if (refusedAtOnce !== null) return { ...places, ...refusedAtOnce };
  return await withEngine({ url: addresses.from, mustExist: true }, async (source) => {
    const refusedSource = await refuseSource(source, from);
    if (refusedSource !== null) return { ...places, ...refusedSource };
    const rowsOf = await countRows(source);
    return await withEngine({ url: addresses.to }, async (target) => {
      const refusedTarget = await refuseTarget(target, { from, to });
      if (refusedTarget !== null) return { ...places, ...refusedTarget };
      const result = await fill({ source, target, from }, (doing, table, rows) =>
        onProgress({ doing, table, rows, of: rowsOf.get(table) ?? 0 }),
      );
      return { ...places, ...result };
    });
  });
}

async function withEngine<T>(options: EngineOptions, act: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine({ ...options, timeoutMs });
  try {
    return await act(engine);
  } catch (error) {
    throw engine.explain(error);
  } finally {
    await engine.close();
  }
}

async function countRows({ reader }: Engine): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(
      reader,
    );
    counts.set(name, rows[0]?.rows ?? 0);
  }
  return counts;
}
