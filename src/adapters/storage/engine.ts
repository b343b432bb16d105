import type { ColumnDataType, ColumnDefinitionBuilder } from 'kysely';
import type { Database } from './schema.ts';

/** What differs between one kind of database and another. Everything else is portable Kysely. */
export type Engine = {
  /** For writing, in transactions that begin with the right to write. */
  writer: Database;
  /** For reading; sees what is committed and never waits for the writer. */
  reader: Database;
  dialect: MigrationDialect;
  /** A `Problem` when the database failed; any other error is a bug and comes back as it is. */
  explain(error: unknown): unknown;
  close(): Promise<void>;
};

/** How the dialect spells a number that the database gives out itself. */
export type MigrationDialect = {
  identity: {
    type: ColumnDataType;
    constraints(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  };
};
