import type { ColumnDataType, ColumnDefinitionBuilder, RawBuilder } from 'kysely';
import type { Log } from '../../ports/log.ts';
import type { SharedWork, WorkKind } from '../../ports/shared-work.ts';
import type { Database, Tx } from './schema.ts';

/** What differs between one kind of database and another. Everything else is portable Kysely. */
export type Engine = {
  /** For writing, in transactions that begin with the right to write. */
  writer: Database;
  /** For reading; sees what is committed and never waits for the writer. */
  reader: Database;
  /** For changing the schema, which may take long. */
  migrator: Database;
  dialect: MigrationDialect;
  /** Keeps all others who want to change the schema waiting until the transaction ends. */
  beginMigration(tx: Tx): Promise<void>;
  /**
   * Whether several processes work on it at the same time. If so, what one takes is locked for it row by row;
   * if not, whatever is taken and has not ended was left by a process that is no more.
   */
  isShared: boolean;
  /** null: there is one process, which knows itself what it has written down. */
  shareWork: ((log: Log) => Promise<WorkTeller>) | null;
  /** The numbers that the database gives out itself go on behind those that are there. */
  continueNumbers(tx: Tx, table: string, column: string): Promise<void>;
  /** Whether a write failed because of other rows: one that is there already, or one that is missing. */
  isContradiction(error: unknown): boolean;
  /** Whether nobody answered in time: what is tried next would wait as long again. */
  isSilent(error: unknown): boolean;
  /** A `Problem` when the database failed; any other error is a bug and comes back as it is. */
  explain(error: unknown): unknown;
  close(): Promise<void>;
};

/** `tell` is called inside the transaction that wrote down what is to be done. */
export type WorkTeller = SharedWork & { tell(tx: Tx, kinds: WorkKind[]): Promise<void> };

type DataType = ColumnDataType | RawBuilder<unknown>;

/** How the dialect spells a number that the database gives out itself, and a text that is compared by its bytes. */
export type MigrationDialect = {
  text: DataType;
  identity: {
    type: DataType;
    constraints(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  };
};
