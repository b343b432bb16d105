import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Problem } from '../../domain/problems.ts';
import type { Engine } from './engine.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

const migrationTable = 'schema_migrations';
const lockTable = 'schema_migrations_lock';

/**
 * Brings the schema up to date, all steps in one transaction that excludes every other writer: of two
 * processes that start at once the second finds the work done. Returns the names of the steps taken.
 */
export async function migrate(engine: Engine): Promise<string[]> {
  const { migrator: database, dialect } = engine;
  return await database.transaction().execute(async (tx) => {
    await engine.beginMigration(tx);
    await refuseNewerSchema(tx);
    await ensureTables(tx);
    const migrator = new Migrator({
      db: tx,
      migrationTableName: migrationTable,
      migrationLockTableName: lockTable,
      provider: {
        getMigrations: async () =>
          Object.fromEntries(
            Object.entries(migrations).map(([name, step]) => [name, { up: (db) => step(db, dialect) }]),
          ),
      },
    });
    const { error, results } = await migrator.migrateToLatest();
    // Kysely hands the error back; thrown, it rolls the transaction back.
    if (error !== undefined) throw error;
    return (results ?? []).map(({ migrationName }) => migrationName);
  });
}

/**
 * Where Kysely keeps what was done, as it would make it itself. When it cannot, it looks whether somebody else has;
 * a transaction that has failed hears on PostgreSQL no more than that, and why it failed would be lost.
 */
async function ensureTables({ schema }: Database): Promise<void> {
  await schema
    .createTable(migrationTable)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute();
  await schema
    .createTable(lockTable)
    .ifNotExists()
    .addColumn('id', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('is_locked', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** @throws a `Problem` when a later version of the service has already changed this database. */
export async function refuseNewerSchema(db: Database): Promise<void> {
  const unknown = (await stepsTaken(db)).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length === 0) return;
  throw new Problem(
    'storage-unavailable',
    `The database was brought to ${unknown.join(', ')} by a newer version of the service; ` +
      `this one knows it up to ${Object.keys(migrations).at(-1)}. Run the newer version, or restore a backup`,
  );
}

/** The steps of the schema that this database was brought through, in their order. */
export async function stepsTaken(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === migrationTable)) return [];
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(migrationTable)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** @throws as `refuseNewerSchema` */
export async function isCurrent(db: Database): Promise<boolean> {
  await refuseNewerSchema(db);
  return (await stepsTaken(db)).length === Object.keys(migrations).length;
}
