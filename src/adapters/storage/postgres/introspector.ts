import { type DatabaseIntrospector, type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/**
 * The tables of our own schema, by their names alone: all that migrations ask. Kysely's own introspector looks
 * at every schema of the database, and fails when another program drops one meanwhile.
 */
export function schemaIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
  return {
    getSchemas: async () => (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows,
    getTables: async () => {
      const { rows } = await sql<{ name: string }>`
        select tablename as name from pg_tables where schemaname = current_schema() order by tablename
      `.execute(db);
      return rows.map(({ name }) => ({ name, isView: false, isForeign: false, columns: [] }));
    },
  };
}

export async function isSchemaThere(db: Database, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${name}`.execute(db);
  return rows.length > 0;
}
