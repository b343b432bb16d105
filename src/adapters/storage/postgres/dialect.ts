import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresQueryCompiler,
} from 'kysely';
import { escapeLiteral, Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { isConnectionLost } from './explain-failure.ts';
import { schemaIntrospector } from './introspector.ts';

/**
 * Kysely on connections of `pg`. It differs from the dialect that Kysely ships in four ways:
 * - each connection is set as `settings` say before its first use, and not by what it is opened with, which
 *   poolers in between refuse or leave out;
 * - a connection over which something was lost, or still waits, is closed and not handed out again;
 * - U+0000, which PostgreSQL keeps in no text, becomes U+FFFD on its way there;
 * - numbers of 64 bits come back as numbers: ids of GitLab are far below 2^53.
 */
export function postgresDialect(config: PoolConfig, settings: Settings): Dialect {
  return {
    createDriver: () => postgresDriver(config, settings),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => schemaIntrospector(db),
  };
}

/** Names and values of PostgreSQL's `set`; a number is in milliseconds. */
export type Settings = Record<string, string | number>;

type Connection = DatabaseConnection & { isLost(): boolean; release(): void };

function postgresDriver(config: PoolConfig, settings: Settings): Driver {
  const pool = new Pool({ ...config, types: { getTypeParser } });
  // Without a listener, the end of a connection that nobody uses would end the process; the next to use one is told.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const set = Object.entries(settings).map(
    ([name, value]) => `set ${name} = ${escapeLiteral(String(value))}`,
  );
  const ready = new WeakMap<PoolClient, Promise<unknown>>();
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const isSet = ready.get(client) ?? client.query(set.join('; '));
    ready.set(client, isSet);
    try {
      await isSet;
      return client;
    } catch (error) {
      // It would work in another schema, or wait for ever.
      client.release(true);
      throw error;
    }
  };
  const connections = new Map<DatabaseConnection, Connection>();
  const run = (connection: DatabaseConnection, command: string) =>
    connection.executeQuery({ sql: command, parameters: [], query: rawNode, queryId: { queryId: command } });
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const connection = connectionOf(await connect());
      connections.set(connection, connection);
      return connection;
    },
    releaseConnection: async (connection) => {
      connections.get(connection)?.release();
      connections.delete(connection);
    },
    beginTransaction: async (connection) => void (await run(connection, 'begin')),
    commitTransaction: async (connection) => void (await run(connection, 'commit')),
    rollbackTransaction: async (connection) => {
      // The server rolls back by itself when a connection ends.
      if (!connections.get(connection)?.isLost()) await run(connection, 'rollback');
    },
    destroy: () => pool.end(),
  };
}

const rawNode = { kind: 'RawNode', sqlFragments: [], parameters: [] } as const;

function connectionOf(client: PoolClient): Connection {
  let lost = false;
  return {
    isLost: () => lost,
    release: () => client.release(lost),
    executeQuery: async <Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
      try {
        const { rows, rowCount, command } = await client.query({
          text: sql,
          values: parameters.map(withoutNull),
        });
        if (sql === 'commit' && command === 'ROLLBACK')
          throw new Error('a transaction that had failed was committed');
        // The row type is what the query builder derived from the schema; no driver can know it.
        return { rows: rows as Row[], ...(rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) }) };
      } catch (error) {
        lost ||= isConnectionLost(error);
        throw error;
      }
    },
    streamQuery: () => {
      throw new Error('Nothing streams from this database: read in pages');
    },
  };
}

function withoutNull(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '\uFFFD') : value;
}

const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format);
