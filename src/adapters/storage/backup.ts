import type { BackupProgress, BackupResult } from '../../ports/backup.ts';
import { isPostgres, sqliteFile } from './open-engine.ts';
import { readAddress, usualSchema } from './postgres/address.ts';
import { backupSqlite } from './sqlite/backup-sqlite.ts';

/**
 * Copies the database at `url` into a file that is not there yet, whoever works on it meanwhile. Its schema is
 * left as it is: it may be that of another version.
 *
 * @throws a `Problem` when it cannot be read, is damaged, or the file cannot be written
 */
export async function backup(
  { url, to }: { url: string; to: string },
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupResult> {
  if (!isPostgres(url)) return await backupSqlite({ file: sqliteFile(url), to }, onProgress);
  const { schema } = readAddress(url);
  const { host, pathname } = new URL(url);
  // Of the schema that is always there, the whole database is what can be restored without a conflict.
  const part = schema === usualSchema ? '' : ` --schema=${schema}`;
  const command = `pg_dump --format=custom${part} --file=FILE postgres://${host}${pathname}`;
  return {
    outcome: 'refused',
    why: 'postgres',
    because: `The database is on a PostgreSQL server, whose own tool backs it up: ${command}`,
  };
}
