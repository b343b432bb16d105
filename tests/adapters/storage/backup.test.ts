import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backup } from '../../../src/adapters/storage/backup.ts';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import { aDelivery, later } from '../../contract/storage-values.ts';
import { prepareSqlite, type SqliteGround, startChild } from './sqlite-ground.ts';

const storing = new URL('./children/store-deliveries.ts', import.meta.url);
const quietly = () => undefined;

let ground: SqliteGround;
let to: string;
let url: string;
beforeEach(async () => {
  ground = await prepareSqlite();
  to = join(ground.folder, 'backup.db');
  url = `sqlite:${ground.file}`;
});
afterEach(async () => {
  await ground.remove();
});

describe('a backup', () => {
  it('holds what was there, in one file that nobody else can read, while the database is open', async () => {
    const { storage } = await ground.open();
    await storage.storeDelivery(aDelivery('a', { body: 'x'.repeat(5_000_000) }));
    const told: number[] = [];
    const result = await backup({ url, to }, ({ pages, of }) => void told.push(pages / of));
    expect(result).toEqual({ outcome: 'done', file: to, bytes: (await stat(to)).size });
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(((await stat(to)).mode & 0o777).toString(8)).toBe('600');
    await storage.storeDelivery(aDelivery('b'));
    await storage.close();
    expect((await readdir(ground.folder)).sort()).toEqual(['backup.db', 'test.db']);
    const restored = await openStorage({ url: `sqlite:${to}` });
    expect(await restored.migrate()).toEqual([]);
    expect((await restored.nextDeliveries(5, later())).map(({ id }) => id)).toEqual(['a']);
    await restored.close();
  });

  it('is of one moment and comes to an end, however much another process writes meanwhile', async () => {
    const { storage } = await ground.open();
    for (let n = 0; n < 8; n += 1)
      await storage.storeDelivery(aDelivery(`before-${n}`, { body: 'x'.repeat(4_000_000) }));
    const child = startChild(storing, [ground.file, 'meanwhile', '1000000']);
    await new Promise<void>((resolve) => child.onLine(resolve));
    const storedBefore = child.lines().length;
    const left: number[] = [];
    let storedMeanwhile = 0;
    await backup({ url, to }, ({ pages, of }) => {
      left.push(of - pages);
      storedMeanwhile = child.lines().length - storedBefore;
    });
    child.kill('SIGKILL');
    await child.ended;
    expect(left.length).toBeGreaterThan(5);
    expect(left, 'it never began anew').toEqual(left.toSorted((a, b) => b - a));
    expect(storedMeanwhile, 'the other one did not wait').toBeGreaterThan(0);
    const copy = new SqliteConnection(to);
    // What was stored last is there with all that was stored before it.
    const ids = copy
      .prepare("select id from deliveries where id like 'meanwhile-%' order by seq")
      .pluck()
      .all();
    expect(ids.length).toBeGreaterThanOrEqual(storedBefore);
    const bodies = copy.prepare('select count(*) from delivery_bodies').pluck().get();
    expect(bodies).toBe(ids.length + 8);
    copy.close();
  });

  it('leaves the schema as it is, also that of a newer version', async () => {
    const { storage } = await ground.open();
    await storage.close();
    const connection = ground.connect();
    connection.exec("insert into schema_migrations values ('9999-later', '2030')");
    connection.close();
    expect(await backup({ url, to }, quietly)).toMatchObject({ outcome: 'done' });
    const problem = { message: expect.stringContaining('9999-later') };
    await expect(openStorage({ url: `sqlite:${to}` })).rejects.toMatchObject(problem);
  });
});

describe('no backup is made', () => {
  it('over a file that is there, nor over the database itself', async () => {
    await (await ground.open()).storage.storeDelivery(aDelivery('a'));
    await writeFile(to, 'precious');
    for (const file of [to, ground.file]) {
      const result = await backup({ url, to: file }, quietly);
      expect(result).toMatchObject({ outcome: 'refused', why: 'exists' });
      expect(result).toHaveProperty('because', expect.stringContaining(file));
    }
    expect((await stat(to)).size).toBe('precious'.length);
    expect((await readdir(ground.folder)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('beside one that is under way into the same file', async () => {
    const { storage } = await ground.open();
    await storage.storeDelivery(aDelivery('a', { body: 'x'.repeat(5_000_000) }));
    const results = await Promise.all([1, 2].map(() => backup({ url, to }, quietly)));
    expect(results).toMatchObject([{ outcome: 'done' }, { outcome: 'refused', why: 'unfinished' }]);
  });

  it('of a database that is not there, and none is made', async () => {
    await expect(backup({ url, to }, quietly)).rejects.toMatchObject({
      code: 'storage-unavailable',
      message: expect.stringContaining('no such file'),
    });
    expect(await readdir(ground.folder)).toEqual([]);
  });

  it('in a folder that is not there', async () => {
    await ground.open();
    const elsewhere = join(ground.folder, 'not-there', 'backup.db');
    const problem = { code: 'storage-unavailable', message: expect.stringContaining('ENOENT') };
    await expect(backup({ url, to: elsewhere }, quietly)).rejects.toMatchObject(problem);
  });

  it('of a file that is no database', async () => {
    await writeFile(ground.file, 'Dear diary, '.repeat(1_000));
    await expect(backup({ url, to }, quietly)).rejects.toMatchObject({ code: 'storage-damaged' });
    expect(await readdir(ground.folder)).toEqual(['test.db']);
  });

  it('of a database that is damaged: nobody shall find out when it is needed', async () => {
    const { storage } = await ground.open();
    await storage.storeDelivery(aDelivery('a', { body: 'x'.repeat(50_000) }));
    await storage.close();
    const connection = ground.connect();
    connection.unsafeMode(true);
    connection.pragma('writable_schema = ON');
    connection.exec("update sqlite_schema set rootpage = 2 where name = 'seen_by_age'");
    connection.close();
    await expect(backup({ url, to }, quietly)).rejects.toMatchObject({
      code: 'storage-damaged',
      message: expect.stringContaining(ground.file),
    });
    expect(existsSync(to)).toBe(false);
    expect((await readdir(ground.folder)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('of PostgreSQL, which has a tool for it; user and password are not shown', async () => {
    const result = await backup(
      { url: 'postgres://bot:hunter22@db.example:5433/reviews?schema=bot', to },
      quietly,
    );
    expect(result).toMatchObject({ outcome: 'refused', why: 'postgres' });
    const because = 'because' in result ? result.because : '';
    expect(because).toContain(
      'pg_dump --format=custom --schema=bot --file=FILE postgres://db.example:5433/reviews',
    );
    expect(because).not.toMatch(/hunter22|bot:/);
    const usual = await backup({ url: 'postgres://db.example/reviews', to }, quietly);
    expect(usual).toHaveProperty(
      'because',
      expect.stringContaining('custom --file=FILE postgres://db.example/'),
    );
  });
});
