import { Kysely, sql } from 'kysely';
import type { PoolConfig } from 'pg';
import type { Engine, MigrationDialect } from '../engine.ts';
import type { Schema, Tx } from '../schema.ts';
import { readAddress } from './address.ts';
import { postgresDialect, type Settings } from './dialect.ts';
import { explainFailure, isContradiction, isSilent } from './explain-failure.ts';
import { isSchemaThere } from './introspector.ts';

export type PostgresOptions = {
  /** `postgres://…`; `schema` in it names the schema, `sslmode` and `sslrootcert` say how TLS is used. */
  url: string;
  /** For a statement and for making a connection, in milliseconds. A server that is paused answers nothing. */
  timeoutMs: number;
};

const readersAtOnce = 4;
/** Whoever is stopped in the middle of a transaction must not hold up the others for longer. */
const idleInTransactionMs = 5_000;

/**
 * `by default`: rows that are copied from elsewhere keep their numbers. Text is compared by its bytes, as in
 * SQLite: keys and instants need no language.
 */
const postgresMigrations: MigrationDialect = {
  identity: {
    type: 'bigint',
    constraints: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  },
  text: sql`text collate "C"`,
};

/** Any number of processes may have the same schema open; each has one connection that writes, and some that read. */
export function openPostgres({ url, timeoutMs }: PostgresOptions): Engine {
  const address = readAddress(url);
  const { connectionString, schema, where } = address;
  const connect = (max: number, limits: PoolConfig, settings: Settings) => {
    const config = {
      connectionString,
      max,
      application_name: 'incident-review-bot',
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
      ...limits,
    };
    return new Kysely<Schema>({ dialect: postgresDialect(config, { search_path: schema, ...settings }) });
  };
  const settings = {
    statement_timeout: timeoutMs,
    lock_timeout: timeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
  const writer = connect(1, { query_timeout: timeoutMs }, settings);
  const reader = connect(readersAtOnce, { query_timeout: timeoutMs }, settings);
  // A large database may take long, and another replica may be at it.
  const migrator = connect(1, {}, {});
  return {
    writer,
    reader,
    dialect: postgresMigrations,
    isShared: true,
    shareWork: async (log) =>
      (await import('./share-work.ts')).shareWork(address, { reader, log, timeoutMs }),
    migrator,
    beginMigration: async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`incident-review-bot ${schema}`}, 0))`.execute(
        tx,
      );
      await ensureSchema(tx, schema);
    },
    continueNumbers: async (tx, table, column) => {
      const numbers = sql`pg_get_serial_sequence(${table}, ${column})`;
      const highest = sql`(select max(${sql.ref(column)}) from ${sql.table(table)})`;
      // Without a row there is nothing to be behind of: the next number is the first.
      await sql`select setval(${numbers}, coalesce(${highest}, 1), ${highest} is not null)`.execute(tx);
    },
    isContradiction,
    isSilent,
    explain: (error) => explainFailure(error, where),
    close: async () => {
      await Promise.all([reader, writer, migrator].map((database) => database.destroy()));
    },
  };
}

/** Who may make no schema can be given one: even `if not exists` asks for the right first. */
async function ensureSchema(tx: Tx, schema: string): Promise<void> {
  if (!(await isSchemaThere(tx, schema))) await sql`create schema ${sql.id(schema)}`.execute(tx);
}
