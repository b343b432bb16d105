import SqliteConnection from 'better-sqlite3';
import { Problem } from '../../../domain/problems.ts';

/**
 * Result codes that speak of our own statements and not of the database: bugs, which stay what they are.
 * All other codes (full, busy, corrupt, read-only, I/O, not a database …) are the world's.
 */
const bugs = ['SQLITE_ERROR', 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_MISUSE', 'SQLITE_RANGE'];

/** Errors of the file system that are met while the database file is made ready. */
const fileSystemCode = /^E[A-Z]+$/;

/** Turns a failure of SQLite or of its file into a `Problem`; anything else comes back as it is. */
export function explainFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  if (error instanceof SqliteConnection.SqliteError) {
    if (/^no such (table|column)/.test(error.message)) {
      return unavailable(`${file} has an older schema (${error.message}): bring it up to date first`, error);
    }
    if (bugs.some((code) => error.code === code || error.code.startsWith(`${code}_`))) return error;
    return unavailable(`${file}: ${error.message} (${error.code})`, error);
  }
  if ('code' in error && typeof error.code === 'string' && fileSystemCode.test(error.code)) {
    return unavailable(`${file}: ${error.message}`, error);
  }
  return error;
}

function unavailable(detail: string, cause: Error): Problem {
  return new Problem('storage-unavailable', detail, { cause });
}
