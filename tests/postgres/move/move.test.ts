import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { moveEverything } from '../../../src/adapters/storage/move/move-everything.ts';
import { tables } from '../../../src/adapters/storage/move/tables.ts';
import { openEngine } from '../../../src/adapters/storage/open-engine.ts';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import type { MoveProgress } from '../../../src/ports/move.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { startChild } from '../../adapters/storage/sqlite-ground.ts';
import { aDelivery, anIntent, at } from '../../contract/storage-values.ts';
import { type Grounds, type Kind, prepareGrounds } from './grounds.ts';
import { furnish, inventory, meddle } from './house.ts';

let grounds: Grounds;
beforeAll(async () => {
  grounds = await prepareGrounds();
});
afterEach(() => grounds.clear());
afterAll(() => grounds.remove());

const quietly = () => undefined;
const kinds: Kind[] = ['SQLite', 'PostgreSQL'];
const directions = kinds.flatMap((from) => kinds.map((to) => ({ from, to })));
const across = directions.filter(({ from, to }) => from !== to);

/** Lets nothing be done behind this many pages. */
function breakingOffAfter(pages: number): (progress: MoveProgress) => void {
  let told = 0;
  return () => {
    told += 1;
    if (told > pages) throw new Error('broken off');
  };
}

describe.each(kinds)('the list of what is moved, held to %s', (kind) => {
  test('has every table and every column, and what identifies a row', async () => {
    const url = await grounds.make(kind);
    await (await openStorage({ url }).then(migrated)).close();
    const listed = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
    expect(listed.sort()).toEqual((await columnsOf(url, kind)).sort());
  });
});

async function columnsOf(url: string, kind: Kind): Promise<string[]> {
  const engine = await openEngine({ url });
  const { rows } = await (kind === 'SQLite'
    ? sql<{ name: string }>`
        select tables.name || '.' || columns.name as name
        from sqlite_schema as tables, pragma_table_info(tables.name) as columns
        where tables.type = 'table' and tables.name not like 'sqlite_%'`
    : sql<{ name: string }>`
        select table_name || '.' || column_name as name
        from information_schema.columns where table_schema = current_schema()`
  ).execute(engine.reader);
  await engine.close();
  // How far its own schema is, each database knows itself.
  return rows.map(({ name }) => name).filter((name) => !name.startsWith('schema_migrations'));
}

describe.each(directions)('from $from to $to', (kindOf) => {
  test('everything is there as it was', async () => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await furnish(from);
    const before = await inventory(from);
    const moved = await moveEverything({ from, to }, quietly);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    const counts = Object.entries(before).map(([table, { length: rows }]) => ({ table, rows }));
    expect(moved).toMatchObject({ outcome: 'moved', goneOn: false, tables: counts });
    expect(await inventory(to)).toEqual(before);
    expect(await inventory(from)).toEqual(before);
  });

  test('it goes on there: what was known is known, what is new gets the next number', async () => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await furnish(from, { deliveries: 20, largeBodies: 0, reviews: 3 });
    await moveEverything({ from, to }, quietly);
    const before = await inventory(to);
    const storage = await openStorage({ url: to });
    expect(await storage.migrate()).toEqual([]);
    expect(await storage.storeDelivery(aDelivery('d0'))).toBe('known');
    await storage.commit({ at: at(9), intents: [anIntent('open:1'), anIntent('new')] });
    expect(await storage.storeDelivery(aDelivery('new'))).toBe('stored');
    await storage.close();
    const after = await inventory(to);
    const added = (table: string) => after[table]?.slice(before[table]?.length);
    expect(added('intents')).toMatchObject([{ key: 'new' }]);
    expect(added('deliveries')).toMatchObject([{ id: 'new' }]);
  });

  test('into an empty house, which begins with the number one', async () => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await (await openStorage({ url: from }).then(migrated)).close();
    await moveEverything({ from, to }, quietly);
    const storage = await openStorage({ url: to });
    await storage.storeDelivery(aDelivery('first'));
    await storage.close();
    expect((await inventory(to)).deliveries).toMatchObject([{ id: 'first', seq: 1 }]);
  });
});

async function migrated(storage: Storage): Promise<Storage> {
  await storage.migrate();
  return storage;
}

describe.each(across)('broken off, from $from to $to', (kindOf) => {
  test('at every page: it goes on behind it, and all is there in the end', async () => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await furnish(from);
    const told: string[] = [];
    for (let calls = 1; ; calls += 1) {
      const result = await moveEverything({ from, to }, ({ doing, table, rows }) => {
        if (doing !== 'copying') return;
        told.push(`${table} ${rows}`);
        throw new Error('broken off');
      }).catch((error: unknown) => String(error));
      if (result !== 'Error: broken off') {
        expect(result).toMatchObject({ outcome: 'moved', goneOn: true });
        expect(calls, 'some tables have several').toBeGreaterThan(tables.length + 3);
        break;
      }
      // Half of it is worse than nothing for whoever would work on it.
      await expect(openStorage({ url: to })).rejects.toMatchObject({
        code: 'storage-unavailable',
        message: expect.stringContaining('is being filled from'),
      });
    }
    expect(new Set(told).size, 'no page comes twice').toBe(told.length);
    expect(await inventory(to)).toEqual(await inventory(from));
  });

  test('by a kill: the same', async () => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await furnish(from);
    for (const pages of [1, 3, 2]) {
      const child = startChild(new URL('./children/move.ts', import.meta.url), [from, to]);
      child.onLine(() => {
        if (child.lines().length >= pages) child.kill('SIGKILL');
      });
      expect(await child.ended).toBe('SIGKILL');
    }
    expect(await moveEverything({ from, to }, quietly)).toMatchObject({ outcome: 'moved', goneOn: true });
    expect(await inventory(to)).toEqual(await inventory(from));
  });
});

describe.each(across)('changed meanwhile, from $from to $to', (kindOf) => {
  /** Copies some pages, lets somebody in, and goes on. */
  async function moveInTwo(change: { in: 'from' | 'to'; statement: string }) {
    const urls = { from: await grounds.make(kindOf.from), to: await grounds.make(kindOf.to) };
    await furnish(urls.from, { deliveries: 20, largeBodies: 0, reviews: 3 });
    await expect(moveEverything(urls, breakingOffAfter(0))).rejects.toThrow('broken off');
    await meddle(urls[change.in], change.statement);
    return { urls, result: await moveEverything(urls, quietly) };
  }

  test.each([
    'update deliveries set attempts = attempts + 1 where seq = 5',
    "update deliveries set reason = 'another' where seq = 2",
    "update deliveries set id = 'another' where seq = 7",
  ])('in the source, by %s: it is told, and the next call begins anew', async (statement) => {
    const { urls, result } = await moveInTwo({ in: 'from', statement });
    expect(result).toMatchObject({ outcome: 'changed', tables: [{ table: 'deliveries', where: 'source' }] });
    await expect(openStorage({ url: urls.to })).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await moveEverything(urls, quietly)).toMatchObject({ outcome: 'moved', goneOn: true });
    expect(await inventory(urls.to)).toEqual(await inventory(urls.from));
  });

  test('in the source, where nothing was copied yet: it is copied as it is by then', async () => {
    const statement = 'delete from delivery_bodies where delivery = 10';
    const { urls, result } = await moveInTwo({ in: 'from', statement });
    expect(result).toMatchObject({ outcome: 'moved' });
    expect(await inventory(urls.to)).toEqual(await inventory(urls.from));
  });

  test.each([
    "update deliveries set event = 'Note Hook' where seq = 5",
    'update deliveries set reason = event where seq = 9',
    "delete from deliveries where id = 'd17'",
  ])('in the target, by %s: it is told, and the next call begins anew', async (statement) => {
    const { urls, result } = await moveInTwo({ in: 'to', statement });
    // A body without its delivery is not even taken.
    const where = statement.startsWith('delete') ? 'either' : 'target';
    const table = statement.startsWith('delete') ? 'delivery_bodies' : 'deliveries';
    expect(result).toMatchObject({ outcome: 'changed', tables: [{ table, where }] });
    expect(await moveEverything(urls, quietly)).toMatchObject({ outcome: 'moved' });
    expect(await inventory(urls.to)).toEqual(await inventory(urls.from));
  });

  test('by a delivery that came in behind the last one: it is told', async () => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await furnish(from, { deliveries: 20, largeBodies: 0 });
    const storage = await openStorage({ url: from });
    // Its connection stands by then: what comes late is there long before the comparison.
    await storage.storeDelivery(aDelivery('early'));
    let stored: Promise<unknown> | null = null;
    const result = await moveEverything({ from, to }, ({ table }) => {
      if (table === 'reviews') stored ??= storage.storeDelivery(aDelivery('late'));
    });
    await stored;
    await storage.close();
    expect(result).toMatchObject({
      outcome: 'changed',
      tables: [
        { table: 'deliveries', where: 'source' },
        { table: 'delivery_bodies', where: 'source' },
      ],
    });
    expect(await moveEverything({ from, to }, quietly)).toMatchObject({ outcome: 'moved' });
    expect(await inventory(to)).toEqual(await inventory(from));
  });
});

describe('refused is', () => {
  const small = { deliveries: 3, largeBodies: 0, reviews: 1 };

  test.each(kinds)('%s as source and target, however it is written', async (kind) => {
    const url = await grounds.make(kind);
    await furnish(url, small);
    const before = await inventory(url);
    const other =
      kind === 'SQLite' ? url.replace('/test.db', '/./test.db') : url.replace('postgres:', 'postgresql:');
    const result = await moveEverything({ from: url, to: other }, quietly);
    expect(result).toMatchObject({ outcome: 'refused', why: 'same-database' });
    expect(await inventory(url)).toEqual(before);
  });

  test.each(directions)('a target that is not empty, from $from to $to', async (kindOf) => {
    const [from, to] = [await grounds.make(kindOf.from), await grounds.make(kindOf.to)];
    await furnish(from, small);
    await furnish(to, { ...small, deliveries: 5 });
    const before = await inventory(to);
    const result = await moveEverything({ from, to }, quietly);
    expect(result).toMatchObject({ outcome: 'refused', why: 'target-not-empty' });
    expect(await inventory(to)).toEqual(before);
  });

  test('a target that a move has filled already: whatever came since would be mixed', async () => {
    const [from, to] = [await grounds.make('SQLite'), await grounds.make('PostgreSQL')];
    await furnish(from, small);
    await moveEverything({ from, to }, quietly);
    const again = await moveEverything({ from, to }, quietly);
    expect(again).toMatchObject({ outcome: 'refused', why: 'target-not-empty' });
  });

  test.each(kinds)('%s that is half filled from elsewhere, as target and as source', async (kind) => {
    const [from, other, to] = [
      await grounds.make('SQLite'),
      await grounds.make('SQLite'),
      await grounds.make(kind),
    ];
    await furnish(from, small);
    await furnish(other, small);
    await expect(moveEverything({ from, to }, breakingOffAfter(1))).rejects.toThrow('broken off');
    const mixed = await moveEverything({ from: other, to }, quietly);
    expect(mixed).toMatchObject({ outcome: 'refused', why: 'target-of-another-move' });
    expect(mixed).toHaveProperty('because', expect.stringContaining(from));
    const onwards = await moveEverything({ from: to, to: await grounds.make('SQLite') }, quietly);
    expect(onwards).toMatchObject({ outcome: 'refused', why: 'source-half-moved' });
    expect(await moveEverything({ from, to }, quietly)).toMatchObject({ outcome: 'moved' });
  });

  test.each(kinds)('%s as source without our schema, and nothing is made anywhere', async (kind) => {
    const [from, to] = [await grounds.make(kind), await grounds.make('SQLite')];
    await (await openEngine({ url: from })).close();
    const result = await moveEverything({ from, to }, quietly);
    expect(result).toMatchObject({ outcome: 'refused', why: 'source-not-current' });
    expect(existsSync(to.slice('sqlite:'.length))).toBe(false);
  });

  test('a SQLite file as source that is not there, and it is not made', async () => {
    const [from, to] = [await grounds.make('SQLite'), await grounds.make('PostgreSQL')];
    await expect(moveEverything({ from, to }, quietly)).rejects.toMatchObject({
      code: 'storage-unavailable',
      message: expect.stringContaining('no such file'),
    });
    expect(existsSync(from.slice('sqlite:'.length))).toBe(false);
  });

  test.each(kinds)('%s of a newer version, as source and as target', async (kind) => {
    const [newer, other] = [await grounds.make(kind), await grounds.make('SQLite')];
    await furnish(newer, small);
    await furnish(other, small);
    await meddle(
      newer,
      "insert into schema_migrations (name, timestamp) values ('9999-later', '2030-01-01')",
    );
    const problem = { code: 'storage-unavailable', message: expect.stringContaining('9999-later') };
    const empty = await grounds.make('PostgreSQL');
    await expect(moveEverything({ from: newer, to: empty }, quietly)).rejects.toMatchObject(problem);
    await expect(moveEverything({ from: other, to: newer }, quietly)).rejects.toMatchObject(problem);
  });

  test('a row with what never belongs there; it is named', async () => {
    const [from, to] = [await grounds.make('SQLite'), await grounds.make('PostgreSQL')];
    await furnish(from, small);
    await meddle(from, "update deliveries set attempts = 'many' where seq = 2");
    await expect(moveEverything({ from, to }, quietly)).rejects.toMatchObject({
      code: 'storage-damaged',
      message: expect.stringContaining('deliveries, seq 2: attempts'),
    });
  });
});

test('of two processes that move into one database at once, one is told and the other ends it', async () => {
  const [from, to] = [await grounds.make('SQLite'), await grounds.make('PostgreSQL')];
  await furnish(from);
  const results = await Promise.allSettled([1, 2].map(() => moveEverything({ from, to }, quietly)));
  const ends = results.map((result) =>
    result.status === 'fulfilled' ? result.value.outcome : String(result.reason),
  );
  // The slower may find out by a row that is there already, and leaves it to begin anew.
  for (const end of ends) expect(end).toMatch(/^moved$|^changed$|another process moves/);
  if (!ends.includes('moved')) {
    expect(await moveEverything({ from, to }, quietly)).toMatchObject({ outcome: 'moved' });
  }
  expect(await inventory(to)).toEqual(await inventory(from));
});

test('a server that is gone in the middle is a problem that names no password; the next call goes on', async () => {
  const [from, to] = [await grounds.make('SQLite'), await grounds.make('PostgreSQL')];
  await furnish(from);
  let cut: Promise<void> | null = null;
  const failed = await moveEverything({ from, to }, () => {
    cut ??= grounds.server.cutConnections();
  }).catch((error: unknown) => error);
  await cut;
  if (failed instanceof Error) {
    expect(failed).toMatchObject({ code: 'storage-unavailable' });
    expect(String(failed)).not.toContain(new URL(to).password);
  }
  const { outcome, ...rest } =
    failed instanceof Error ? await moveEverything({ from, to }, quietly) : { outcome: '' };
  expect({ outcome, ...rest }).toMatchObject({ outcome: 'moved', goneOn: true });
});
