import type { Storage } from '../../ports/storage.ts';
import { createStorage } from './create-storage.ts';
import { refuseNewerSchema } from './migrate.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';

export type StorageOptions = {
  /** `sqlite:<path>`, relative to the working directory, or `sqlite::memory:`. */
  url: string;
  /** How long a write waits for another process that holds the database, in milliseconds. 5,000 by default. */
  busyTimeoutMs?: number;
};

/**
 * Opens the storage; nothing can be kept in it before `migrate`.
 *
 * @throws a `Problem` `storage-unavailable` when it cannot be opened, or was written by a newer version
 */
export async function openStorage({ url, busyTimeoutMs = 5_000 }: StorageOptions): Promise<Storage> {
  const engine = openSqlite({ file: sqliteFile(url), busyTimeoutMs });
  try {
    await refuseNewerSchema(engine.reader);
  } catch (error) {
    await engine.close();
    throw engine.explain(error);
  }
  return createStorage(engine);
}

function sqliteFile(url: string): string {
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (file === undefined)
    throw new Error(`The database address must be sqlite:<path>, but is ${url.split(':')[0]}:…`);
  return file;
}
