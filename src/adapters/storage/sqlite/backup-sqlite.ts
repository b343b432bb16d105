import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { Problem } from '../../../domain/problems.ts';
import type { BackupProgress, BackupResult } from '../../../ports/backup.ts';
import { explainFailure } from './explain-failure.ts';
import { requireFile } from './open-sqlite.ts';

const pagesAtOnce = 1_000;
const busyTimeoutMs = 5_000;

/** The file has its name only when it is whole and was checked: what is half there is not taken for a backup. */
export async function backupSqlite(
  { file, to }: { file: string; to: string },
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupResult> {
  requireFile(file);
  // Of two backups into the same file, the one that makes this is the only one to go on.
  const unfinished = resolve(`${to}.unfinished`);
  if (existsSync(to)) return refused('exists', `${to} is there already: name a file that is not`);
  try {
    closeSync(openSync(unfinished, 'wx', 0o600));
  } catch (error) {
    if (!existsSync(unfinished)) throw explainFailure(error, to);
    const mend = 'delete it, unless a backup is at it';
    return refused('unfinished', `${unfinished} is there, of a backup that was broken off: ${mend}`);
  }
  try {
    await explained(file, () => copyPages({ file, to: unfinished }, onProgress));
    await explained(to, () => checkCopy(unfinished, file));
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw explainFailure(error, to);
  }
  return { outcome: 'done', file: to, bytes: statSync(to).size };
}

/**
 * All pages as they are at one moment. Without a transaction of its own around it, the copy would begin anew each
 * time that another process writes; writers do not wait for it.
 */
async function copyPages(
  { file, to }: { file: string; to: string },
  onProgress: (progress: BackupProgress) => void,
): Promise<void> {
  const source = new SqliteConnection(file, { timeout: busyTimeoutMs, fileMustExist: true });
  try {
    source.pragma('query_only = ON');
    source.exec('begin; select count(*) from sqlite_schema');
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress({ pages: totalPages - remainingPages, of: totalPages });
        return pagesAtOnce;
      },
    });
  } finally {
    source.close();
  }
}

async function checkCopy(copy: string, file: string): Promise<void> {
  const connection = new SqliteConnection(copy, { fileMustExist: true });
  try {
    const found = connection.pragma('integrity_check(1)', { simple: true });
    if (found === 'ok') return;
    const mend = 'Stop and restore an earlier backup: docs/operating.md';
    throw new Problem('storage-damaged', `${file} is damaged, and so would its backup be: ${found}. ${mend}`);
  } finally {
    connection.close();
  }
}

/** What failed is told with the name of the file in which it did. */
async function explained(file: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw explainFailure(error, file);
  }
}

function refused(why: 'exists' | 'unfinished', because: string): BackupResult {
  return { outcome: 'refused', why, because };
}
