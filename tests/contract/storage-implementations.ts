import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import type { Storage } from '../../src/ports/storage.ts';
import { newDatabase, storeName } from '../stores/new-database.ts';

/** A database that is there for one test. `open` opens it once more, as another process would. */
export type Ground = { open(): Promise<Storage>; remove(): Promise<void> };

/** What the contract of `Storage` is held against in this run. */
export const implementations: { name: string; prepare(): Promise<Ground> }[] = [{ name: storeName, prepare }];

async function prepare(): Promise<Ground> {
  const { url, remove } = await newDatabase();
  const opened: Storage[] = [];
  return {
    open: async () => {
      const storage = await openStorage({ url });
      opened.push(storage);
      return storage;
    },
    remove: async () => {
      await Promise.all(opened.map((storage) => storage.close()));
      await remove();
    },
  };
}
