import type { Engine } from './engine.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';

export type EngineOptions = {
  /** `sqlite:<path>`, relative to the working directory; `sqlite::memory:`; or `postgres://…`. */
  url: string;
  /** How long a write waits for another process that holds a SQLite file, in milliseconds. 5,000 by default. */
  busyTimeoutMs?: number;
  /** How long a PostgreSQL server may take for a statement, in milliseconds. 5,000 by default: GitLab waits for ten seconds. */
  timeoutMs?: number;
  /** A SQLite file that is not there is not made. */
  mustExist?: boolean;
};

/** The client of PostgreSQL is loaded only where it is used: it costs time at the start, and memory. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { url, busyTimeoutMs = 5_000, timeoutMs = 5_000, mustExist = false } = options;
  if (!isPostgres(url)) return openSqlite({ file: sqliteFile(url), busyTimeoutMs, mustExist });
  const { openPostgres } = await import('./postgres/open-postgres.ts');
  return openPostgres({ url, timeoutMs });
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url);
}

export function sqliteFile(url: string): string {
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (file === undefined)
    throw new Error(
      `The database address must be sqlite:<path> or postgres://…, but is ${url.split(':')[0]}:…`,
    );
  return file;
}
