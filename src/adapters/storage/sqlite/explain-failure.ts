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
    const detail = `${file}: ${error.message} (${error.code})`;
    return isDamage(error.code) ? damaged(detail, error) : unavailable(detail, error);
  }
  if ('code' in error && typeof error.code === 'string' && fileSystemCode.test(error.code)) {
    return unavailable(`${file}: ${error.message}`, error);
  }
  return error;
}

export function isContradiction(error: unknown): boolean {
  return error instanceof SqliteConnection.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
}

/** Of the file, or of the pages that were needed: others may be sound. */
function isDamage(code: string): boolean {
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

function damaged(detail: string, cause: Error): Problem {
  const mend = 'Stop and restore a backup; without one, move the file away with its -wal and -shm';
  return new Problem('storage-damaged', `${detail}. ${mend}: docs/operating.md`, { cause });
}

function unavailable(detail: string, cause: Error): Problem {
  return new Problem('storage-unavailable', detail, { cause });
}
