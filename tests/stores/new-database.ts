import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';

/** An empty database for one test, of the kind that this run of the tests is for. */
export type NewDatabase = { url: string; remove(): Promise<void> };

export const storeName = inject('postgresUrl') === undefined ? 'SQLite' : 'PostgreSQL';

export async function newDatabase(): Promise<NewDatabase> {
  const postgresUrl = inject('postgresUrl');
  return postgresUrl === undefined ? await newSqliteFile() : newSchema(postgresUrl);
}

async function newSqliteFile(): Promise<NewDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-storage-'));
  return {
    url: `sqlite:${join(folder, 'deep', 'down', 'test.db')}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A schema costs a tenth of what a database does. */
export function newSchema(server: string): NewDatabase {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const url = new URL(server);
  url.searchParams.set('schema', schema);
  return {
    url: url.href,
    remove: async () => {
      const client = new Client({ connectionString: server });
      await client.connect();
      try {
        await client.query(`drop schema if exists ${schema} cascade`);
      } finally {
        await client.end();
      }
    },
  };
}
