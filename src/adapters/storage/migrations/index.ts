import type { Kysely } from 'kysely';
import type { MigrationDialect } from '../engine.ts';
import { foundation } from './0001-foundation.ts';

/**
 * Every step of the schema in order, forward only. A step that has been released is never changed; a
 * change of a stored document's shape is a step as well, which rewrites the documents.
 */
export const migrations: Record<string, (db: Kysely<unknown>, dialect: MigrationDialect) => Promise<void>> = {
  '0001-foundation': foundation,
};
