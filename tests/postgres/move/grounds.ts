import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../../scripts/postgres-server.ts';
import { type NewDatabase, newSchema } from '../../stores/new-database.ts';

export type Kind = 'SQLite' | 'PostgreSQL';

/** Empty databases of both kinds, on a server of their own. */
export type Grounds = {
  server: PostgresServer;
  make(kind: Kind): Promise<string>;
  /** Removes what was made so far. */
  clear(): Promise<void>;
  remove(): Promise<void>;
};

export async function prepareGrounds(): Promise<Grounds> {
  const server = await startPostgres({ durable: false });
  const made: Pick<NewDatabase, 'remove'>[] = [];
  const clear = async () => {
    for (const { remove } of made.splice(0)) await remove();
  };
  return {
    server,
    make: async (kind) => {
      if (kind === 'PostgreSQL') {
        const schema = newSchema(server.url);
        made.push(schema);
        return schema.url;
      }
      const folder = await mkdtemp(join(tmpdir(), 'incident-review-move-'));
      made.push({ remove: () => rm(folder, { recursive: true, force: true }) });
      return `sqlite:${join(folder, 'test.db')}`;
    },
    clear,
    remove: async () => {
      await clear();
      await server.remove();
    },
  };
}
