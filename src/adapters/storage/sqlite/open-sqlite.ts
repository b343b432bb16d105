import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { Kysely } from 'kysely';
import { Problem } from '../../../domain/problems.ts';
import type { Engine } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { sqliteDialect } from './dialect.ts';
import { explainFailure, isContradiction } from './explain-failure.ts';

export type SqliteOptions = {
  /** Path of the file, relative to the working directory, or `:memory:`. */
  file: string;
  /** How long a write waits for another process, in milliseconds. */
  busyTimeoutMs: number;
  /** Otherwise it is made when it is not there. */
  mustExist?: boolean;
};

/** While opening, before the event loop matters; afterwards waiting is asynchronous. */
const openingTimeoutMs = 5_000;
const walLimitBytes = 64 * 1024 * 1024;

/** `autoincrement` never gives a number out twice. */
export const sqliteMigrations: Engine['dialect'] = {
  text: 'text',
  identity: { type: 'integer', constraints: (column) => column.primaryKey().autoIncrement() },
};

/**
 * Opens a SQLite file, making it (mode 0600) and its directory when they are not there. Writes and reads
 * have a connection each: with the write-ahead log a reader sees the last commit and waits for nobody.
 * A database in memory belongs to one connection, which both share.
 */
export function openSqlite({ file, busyTimeoutMs, mustExist = false }: SqliteOptions): Engine {
  const inMemory = file === ':memory:';
  const opened: SqliteConnection.Database[] = [];
  const closeAll = () => {
    for (const connection of opened) connection.close();
  };
  const connect = (readOnly: boolean) => {
    const connection = new SqliteConnection(file, { timeout: openingTimeoutMs });
    opened.push(connection);
    prepare(connection, { readOnly, busyTimeoutMs });
    return new Kysely<Schema>({ dialect: sqliteDialect(connection, { patienceMs: busyTimeoutMs }) });
  };
  try {
    if (mustExist) requireFile(file);
    else if (!inMemory) ensureFile(file);
    const writer = connect(false);
    const reader = inMemory ? writer : connect(true);
    return {
      writer,
      reader,
      migrator: writer,
      dialect: sqliteMigrations,
      // A transaction that may write is alone already.
      beginMigration: async () => undefined,
      isShared: false,
      // A file answers at once, if only that it cannot be had.
      isSilent: () => false,
      shareWork: null,
      // `autoincrement` goes on behind the highest number that ever was, whoever chose it.
      continueNumbers: async () => undefined,
      isContradiction,
      explain: (error) => explainFailure(error, file),
      close: async () => {
        await reader.destroy();
        await writer.destroy();
        closeAll();
      },
    };
  } catch (error) {
    closeAll();
    throw explainFailure(error, file);
  }
}

/** @throws a `Problem` when it is not there */
export function requireFile(file: string): void {
  if (!existsSync(file)) throw new Problem('storage-unavailable', `${file}: there is no such file`);
}

/** SQLite makes the log beside the file with the mode of the file, so that one mode protects all. */
function ensureFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

function prepare(
  connection: SqliteConnection.Database,
  { readOnly, busyTimeoutMs }: { readOnly: boolean; busyTimeoutMs: number },
): void {
  const journal = connection.pragma('journal_mode = WAL', { simple: true });
  if (journal !== 'wal' && !connection.memory) {
    // Such as a file system without shared memory; without the log, readers would stop the writer.
    throw new Problem('storage-unavailable', `${connection.name}: no write-ahead log can be kept there`);
  }
  // better-sqlite3 is built with NORMAL for WAL, which may lose the last commits at a power cut.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma(`journal_size_limit = ${walLimitBytes}`);
  // Not SQLite's read-only mode: that one cannot recover the log that a crash left behind.
  if (readOnly) connection.pragma('query_only = ON');
  // SQLite's own waiting stops the event loop. A reader waits only while another process recovers or closes
  // the log; for the writer, `begin` waits in its own way, and after it nothing is locked.
  connection.pragma(`busy_timeout = ${readOnly ? busyTimeoutMs : 0}`);
}
