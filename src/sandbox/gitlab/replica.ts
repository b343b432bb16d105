import type { Db, User } from './state.ts';
import type { World } from './world.ts';

/** After a write GitLab reads for that user from the primary, at most this long. */
const STICKY_MS = 30_000;

/**
 * GitLab's load balancing: reads may come from a replica that shows how things were some time ago. A user who
 * has just written is kept on the primary for 30 seconds; what *others* wrote that user may still not see.
 */
export type Replica = {
  /** From now on the replica lags by this much; 0 switches the lag off. Until then it had caught up. */
  setLag(lagMs: number): void;
  /** Remembers the state as it is now. Called after every change. */
  remember(): void;
  /** The user has written: their reads stick to the primary. */
  stick(user: User): void;
  /** What a read by this user sees. */
  viewFor(user: User): Db;
};

export function createReplica(world: World): Replica {
  let lagMs = 0;
  let history: { at: number; db: Db }[] = [];
  const writes = new Map<number, number>();

  function remember(): void {
    if (lagMs === 0) return;
    const at = world.now().getTime();
    history.push({ at, db: structuredClone(world.db) });
    const shown = history.findLastIndex((state) => state.at <= at - lagMs);
    if (shown > 0) history = history.slice(shown);
  }

  return {
    remember,
    setLag(ms) {
      lagMs = ms;
      history = ms === 0 ? [] : [{ at: Number.NEGATIVE_INFINITY, db: structuredClone(world.db) }];
    },
    stick(user) {
      writes.set(user.id, world.now().getTime());
    },
    viewFor(user) {
      if (lagMs === 0) return world.db;
      const now = world.now().getTime();
      const written = writes.get(user.id);
      if (written !== undefined && now - written < STICKY_MS) return world.db;
      return history.findLast((state) => state.at <= now - lagMs)?.db ?? world.db;
    },
  };
}
