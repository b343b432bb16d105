import type { Storage } from '../../ports/storage.ts';
import { createStorage } from './create-storage.ts';
import type { Engine } from './engine.ts';
import { refuseNewerSchema } from './migrate.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';

export type StorageOptions = {
  /** `sqlite:<path>`, relative to the working directory; `sqlite::memory:`; or `postgres://…`. */
  url: string;
  /** How long a write waits for another process that holds a SQLite file, in milliseconds. 5,000 by default. */
  busyTimeoutMs?: number;
  /** How long a PostgreSQL server may take for a statement, in milliseconds. 10,000 by default. */
  timeoutMs?: number;
};

/**
 * Opens the storage; nothing can be kept in it before `migrate`.
 *
 * @throws a `Problem` `storage-unavailable` when it cannot be opened, or was written by a newer version
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const engine = await openEngine(options);
  try {
    await refuseNewerSchema(engine.reader);
  } catch (error) {
    await engine.close();
    throw engine.explain(error);
  }
  return createStorage(engine);
}

/** The client of PostgreSQL is loaded only where it is used: it costs time at the start, and memory. */
async function openEngine({
  url,
  busyTimeoutMs = 5_000,
  timeoutMs = 10_000,
}: StorageOptions): Promise<Engine> {
  if (!/^postgres(ql)?:/.test(url)) return openSqlite({ file: sqliteFile(url), busyTimeoutMs });
  const { openPostgres } = await import('./postgres/open-postgres.ts');
  return openPostgres({ url, timeoutMs });
}

function sqliteFile(url: string): string {
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (file === undefined)
    throw new Error(
      `The database address must be sqlite:<path> or postgres://…, but is ${url.split(':')[0]}:…`,
    );
  return file;
}
