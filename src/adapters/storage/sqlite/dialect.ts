import { setTimeout as wait } from 'node:timers/promises';
import SqliteConnection from 'better-sqlite3';
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

type Options = {
  /** How long `begin` waits for another process before it fails, in milliseconds. */
  patienceMs: number;
};

/**
 * Kysely on one better-sqlite3 connection. It differs from the dialect that Kysely ships in three ways:
 * - transactions begin `immediate`: a deferred one that reads first fails at its first write when
 *   another process wrote in between, and no busy timeout helps against that;
 * - while another process writes, `begin` waits asynchronously: SQLite's own busy timeout would stop
 *   the event loop;
 * - statements are prepared once: preparing costs more than running them.
 */
export function sqliteDialect(connection: SqliteConnection.Database, options: Options): Dialect {
  return {
    createDriver: () => sqliteDriver(connection, options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createAdapter: () => ({
      supportsCreateIfNotExists: true,
      // One connection: Kysely lets one transaction or query through at a time.
      supportsMultipleConnections: false,
      supportsTransactionalDdl: true,
      supportsReturning: true,
      // Migrations run in an immediate transaction, which is the lock.
      acquireMigrationLock: async () => undefined,
      releaseMigrationLock: async () => undefined,
    }),
  };
}

function sqliteDriver(database: SqliteConnection.Database, { patienceMs }: Options): Driver {
  const connection = databaseConnection(database);
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: () => beginImmediate(database, patienceMs),
    commitTransaction: async () => void database.exec('commit'),
    rollbackTransaction: async () => {
      // SQLite rolls back by itself when the disk is full or fails.
      if (database.inTransaction) database.exec('rollback');
    },
    // Whoever opened the connection closes it, used or not.
    destroy: async () => undefined,
  };
}

async function beginImmediate(database: SqliteConnection.Database, patienceMs: number): Promise<void> {
  for (let waitedMs = 0, pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 50)) {
    try {
      database.exec('begin immediate');
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= patienceMs) throw error;
    }
    await wait(pauseMs);
    waitedMs += pauseMs;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SqliteConnection.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** More shapes than the service has statements: batches of each size count as one each. */
const preparedStatements = 500;

function databaseConnection(database: SqliteConnection.Database): DatabaseConnection {
  const prepared = new Map<string, SqliteConnection.Statement<unknown[]>>();

  function prepare(sql: string): SqliteConnection.Statement<unknown[]> {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare<unknown[]>(sql);
    if (prepared.size >= preparedStatements) prepared.clear();
    prepared.set(sql, statement);
    return statement;
  }

  return {
    executeQuery: async <Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
      const statement = prepare(sql);
      // The row type is what the query builder derived from the schema; no driver can know it.
      if (statement.reader) return { rows: statement.all(...parameters) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
    },
    streamQuery: () => {
      throw new Error('Nothing streams from this database: read in pages');
    },
  };
}
