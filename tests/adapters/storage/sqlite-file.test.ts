import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import { aDelivery, later } from '../../contract/storage-values.ts';
import { pragma, prepareSqlite, type SqliteGround } from './sqlite-ground.ts';

let ground: SqliteGround;
beforeEach(async () => {
  ground = await prepareSqlite();
});
afterEach(async () => {
  await ground.remove();
});

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the SQLite file', () => {
  it('is made with its directories, and nobody else can read it or its log', async () => {
    const file = join(ground.folder, 'not', 'yet', 'there.db');
    const storage = await openStorage({ url: `sqlite:${file}` });
    await storage.migrate();
    await storage.storeDelivery(aDelivery('a'));
    expect(await readdir(dirname(file))).toEqual(['there.db', 'there.db-shm', 'there.db-wal']);
    for (const name of ['', '-shm', '-wal']) expect(await modeOf(`${file}${name}`), name).toBe('600');
    expect(await modeOf(dirname(file))).toBe('700');
    await storage.close();
    expect(await readdir(dirname(file))).toEqual(['there.db']);
  });

  it('keeps the mode that an operator gave it', async () => {
    await writeFile(ground.file, '');
    await chmod(ground.file, 0o640);
    await ground.open();
    expect(await modeOf(ground.file)).toBe('640');
  });

  it('may be named relative to the working directory', async () => {
    const storage = await openStorage({ url: `sqlite:${relative(process.cwd(), ground.file)}` });
    await storage.close();
    expect(await readdir(ground.folder)).toEqual(['test.db']);
  });

  it('may be memory alone', async () => {
    const storage = await openStorage({ url: 'sqlite::memory:' });
    expect(await storage.migrate()).toEqual(['0001-foundation']);
    const [stored] = await Promise.all([storage.storeDelivery(aDelivery('a')), storage.depth()]);
    expect(stored).toBe('stored');
    expect(await storage.nextDeliveries(5, later())).toHaveLength(1);
    await storage.close();
  });

  it('is named by its path; of another address no more is shown than its kind', async () => {
    const url = 'mysql://bot:secret@db.example/reviews';
    await expect(openStorage({ url })).rejects.toThrow(
      /^The database address must be sqlite:<path> or postgres:\/\/…, but is mysql:…$/,
    );
    await expect(openStorage({ url: 'sqlite:' })).rejects.toThrow('sqlite:<path>');
  });

  it('keeps a log ahead of it and waits for the disk at each commit', async () => {
    const { engine } = await ground.open();
    expect(await pragma(engine.writer, 'journal_mode')).toBe('wal');
    expect(await pragma(engine.writer, 'synchronous')).toBe(2);
    expect(await pragma(engine.writer, 'foreign_keys')).toBe(1);
    expect(await pragma(engine.reader, 'query_only')).toBe(1);
  });

  it('is read while another reads and writes in a transaction of its own', async () => {
    const { storage, engine } = await ground.open();
    await storage.setFact('who', 'first');
    await engine.writer.transaction().execute(async (tx) => {
      await tx.updateTable('facts').set({ value: 'second' }).where('name', '=', 'who').execute();
      expect(await storage.fact('who')).toBe('first');
    });
    expect(await storage.fact('who')).toBe('second');
  });

  it('is refused when a newer version of the service has changed it', async () => {
    const { storage } = await ground.open();
    ground
      .connect()
      .exec("insert into schema_migrations values ('0002-from-the-future', '2027-01-01T00:00:00.000Z')");
    const refusal = {
      code: 'storage-unavailable',
      message: expect.stringMatching(
        /brought to 0002-from-the-future by a newer version.* up to 0001-foundation/,
      ),
    };
    await expect(openStorage({ url: `sqlite:${ground.file}` })).rejects.toMatchObject(refusal);
    await expect(storage.migrate()).rejects.toMatchObject(refusal);
  });

  it('says that it must be migrated first', async () => {
    const storage = await openStorage({ url: `sqlite:${ground.file}` });
    const problem = { code: 'storage-unavailable', message: expect.stringContaining('older schema') };
    await expect(storage.storeDelivery(aDelivery('a'))).rejects.toMatchObject(problem);
    await expect(storage.parked()).rejects.toMatchObject(problem);
    await storage.close();
  });

  it('keeps nothing of a migration that failed half way', async () => {
    await mkdir(ground.folder, { recursive: true });
    const before = ground.connect();
    before.exec('create table facts (other text)');
    const storage = await openStorage({ url: `sqlite:${ground.file}` });
    await expect(storage.migrate()).rejects.toThrow('already exists');
    const tables = before.prepare("select name from sqlite_master where type = 'table'").all();
    expect(tables).toEqual([{ name: 'facts' }]);
    await storage.close();
  });
});
