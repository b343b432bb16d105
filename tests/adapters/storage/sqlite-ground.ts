import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteConnection from 'better-sqlite3';
import { sql } from 'kysely';
import { createStorage } from '../../../src/adapters/storage/create-storage.ts';
import type { Engine } from '../../../src/adapters/storage/engine.ts';
import { openSqlite } from '../../../src/adapters/storage/sqlite/open-sqlite.ts';
import type { Storage } from '../../../src/ports/storage.ts';

/** A SQLite file for one test, and the ways into it that the port does not offer. */
export type SqliteGround = {
  folder: string;
  file: string;
  /** A storage that is migrated, and the engine below it. */
  open(options?: { busyTimeoutMs?: number }): Promise<{ storage: Storage; engine: Engine }>;
  /** Another connection, as another program would have. */
  connect(): SqliteConnection.Database;
  remove(): Promise<void>;
};

export async function prepareSqlite(): Promise<SqliteGround> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-sqlite-'));
  const file = join(folder, 'test.db');
  const closing: (() => unknown)[] = [];
  return {
    folder,
    file,
    open: async ({ busyTimeoutMs = 5_000 } = {}) => {
      const engine = openSqlite({ file, busyTimeoutMs });
      const storage = createStorage(engine);
      closing.push(() => storage.close());
      await storage.migrate();
      return { storage, engine };
    },
    connect: () => {
      const connection = new SqliteConnection(file, { timeout: 5_000 });
      closing.push(() => connection.close());
      return connection;
    },
    remove: async () => {
      for (const close of closing) await close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function pragma(db: Engine['writer'], text: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(text)}`.execute(db);
  return Object.values(rows[0] ?? {})[0];
}

export type Child = {
  /** What it has printed so far, by lines. */
  lines(): string[];
  /** Resolves at its end with the signal or the exit code. */
  ended: Promise<string | number | null>;
  kill(signal: 'SIGKILL'): void;
  onLine(listener: () => void): void;
};

/** Runs a script in a process of its own. */
export function startChild(script: URL, args: string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let listener = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    listener();
  });
  return {
    // A line that was cut off by the end of the process does not count.
    lines: () => output.split('\n').slice(0, -1),
    ended: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(signal ?? code));
    }),
    kill: (signal) => void child.kill(signal),
    onLine: (heard) => {
      listener = heard;
    },
  };
}
