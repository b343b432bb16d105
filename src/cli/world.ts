import type { CheckPolicy } from '../domain/check/evidence.ts';
import type { Check } from '../domain/doctor.ts';
import type { Instant } from '../domain/words.ts';
import type { Deps } from '../flows/deps.ts';
import type { RebuildReport, RebuildWish } from '../flows/rebuild.ts';
import type { Report, Wish } from '../flows/reconcile.ts';
import type { BackupProgress, BackupResult } from '../ports/backup.ts';
import type { Addresses, MoveProgress, MoveResult } from '../ports/move.ts';
import type { Storage } from '../ports/storage.ts';

/**
 * What commands need of the world around them, so that they can be tried without one. `src/program.ts`
 * has the real one. Where the configuration is wrong these throw, and the process ends with 78.
 */
export type World = {
  /** One line or text on standard output. */
  print(text: string): void;
  /** Resolves when what was printed has been taken: whoever prints much waits here, rather than pile it up. */
  caughtUp(): Promise<void>;
  /** One line on standard error. */
  complain(text: string): void;
  /** What long work is at; not every call is shown. */
  showProgress(text: string): void;
  /** A file's text; `-` is standard input. */
  readText(path: string): Promise<string>;
  /** As `readText`, for what people hand in many of: whatever cannot be read is an answer. */
  readDocument(path: string): Promise<Document>;
  /** `calendar.assumeZone`; null also where nothing is configured at all. */
  assumedZone(): string | null;
  /** What decides whether a guideline is met; the defaults where nothing is configured. */
  checkPolicy(): CheckPolicy;
  now(): Instant;
  /** Runs until a signal stops it. */
  serve(): Promise<void>;
  sandbox(options: { port: number | null }): Promise<void>;
  /** Opens the configured database, brings it up to date, and closes it afterwards. */
  withStorage<T>(work: (storage: Storage, now: string) => Promise<T>): Promise<T>;
  /** Brings the configured database up to date; says what was done. */
  migrate(): Promise<string[]>;
  /** Copies everything from one database to another; throws a `Problem` when one of them fails. */
  move(addresses: Addresses, onProgress: (progress: MoveProgress) => void): Promise<MoveResult>;
  /** Copies the configured database into a file. */
  backup(to: string, onProgress: (progress: BackupProgress) => void): Promise<BackupResult>;
  /** Everything a delivery can be rehearsed with, on storage that is thrown away. GitLab only if a token is set. */
  withRehearsal<T>(work: (deps: Deps, canRead: boolean) => Promise<T>): Promise<T>;
  /** Looks at configuration, GitLab and database; mistakes of the configuration are checks that failed. */
  examine(): Promise<Check[]>;
  /**
   * Finds what no webhook told and carries out what follows from it. `waiting`: acts that are left for
   * later, or to be tried again. Throws a `Problem` when GitLab does not even say who we are.
   */
  reconcile(wish: Wish): Promise<{ report: Report; waiting: number }>;
  /** Re-creates the configured database from GitLab alone. The rest as for `reconcile`. */
  rebuild(wish: RebuildWish): Promise<{ report: RebuildReport; waiting: number }>;
};

/** A text, or in a phrase why there is none. */
export type Document = { text: string } | { unreadable: string };

/** Ends the process with this exit code, after what was to be said has been said. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.name = 'Exit';
    this.code = code;
  }
}

/** Exit codes: done; findings or failed work; wrong use; wrong configuration (sysexits' EX_CONFIG). */
export const exitCodes = { done: 0, findings: 1, wrongUse: 2, wrongConfiguration: 78 } as const;
