import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import type { Storage } from '../../src/ports/storage.ts';

/** A database that is there for one test. `open` opens it once more, as another process would. */
export type Ground = { open(): Promise<Storage>; remove(): Promise<void> };

/** What the contract of `Storage` is held against. */
export const implementations: { name: string; prepare(): Promise<Ground> }[] = [
  { name: 'SQLite in a file', prepare: sqliteFile },
];

async function sqliteFile(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-storage-'));
  const opened: Storage[] = [];
  return {
    open: async () => {
      const storage = await openStorage({ url: `sqlite:${join(folder, 'deep', 'down', 'test.db')}` });
      opened.push(storage);
      return storage;
    },
    remove: async () => {
      await Promise.all(opened.map((storage) => storage.close()));
      await rm(folder, { recursive: true });
    },
  };
}
