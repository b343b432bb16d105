/** Both as `DATABASE_URL` is written. */
export type Addresses = { from: string; to: string };

/** `of`: how many rows the source had at the beginning. */
export type MoveProgress = {
  doing: 'copying' | 'comparing' | 'clearing';
  table: string;
  rows: number;
  of: number;
};

/** What became of a move. `from` and `to` are without user and password. */
export type MoveResult = { from: string; to: string } & (MoveRefused | Moved | MoveChanged);

export type MoveRefused = { outcome: 'refused'; why: MoveRefusal; because: string };
export type MoveRefusal =
  | 'same-database'
  | 'source-not-current'
  | 'source-half-moved'
  | 'target-not-empty'
  | 'target-of-another-move';

/** `goneOn`: an earlier call was broken off. `checksum` is the same for the same rows in whatever database. */
export type Moved = {
  outcome: 'moved';
  goneOn: boolean;
  tables: { table: string; rows: number; checksum: string }[];
};

/**
 * What is in the source at the end, or in the target, is not what was copied: somebody wrote there meanwhile. The
 * next call begins anew. `either`: a row could not be written because of others.
 */
export type MoveChanged = {
  outcome: 'changed';
  tables: { table: string; where: 'source' | 'target' | 'either' }[];
};
