/** Of all pages that the database has. */
export type BackupProgress = { pages: number; of: number };

/** `unfinished`: another backup is at it, or was broken off. `postgres`: it has its own tool. */
export type BackupResult =
  | { outcome: 'done'; file: string; bytes: number }
  | { outcome: 'refused'; why: 'exists' | 'unfinished' | 'postgres'; because: string };
