import type { Instant } from '../../domain/words.ts';
import { asUsual, reconcile } from '../reconcile.ts';
import type { ReconcileParts } from './parts.ts';

const everyMs = 10 * 60_000;
/** GitLab may be back by then. */
const afterFailureMs = 60_000;

/**
 * For the ticker: reconciles at the start and every ten minutes, and returns how many milliseconds are left
 * until the next time. Whoever wakes it in between changes nothing.
 */
export function reconcileWhenDue(parts: ReconcileParts): () => Promise<number> {
  const { clock } = parts.deps;
  let dueAt: Instant | null = null;
  return async () => {
    if (dueAt !== null && isStillToCome(dueAt, clock.now())) return untilMs(dueAt, clock.now());
    const { outcome } = await reconcile(asUsual, parts);
    const next = Date.parse(clock.now()) + (outcome === 'done' ? everyMs : afterFailureMs);
    dueAt = new Date(next).toISOString();
    return untilMs(dueAt, clock.now());
  };
}

/** A clock that was set back must not make us wait for longer. */
function isStillToCome(dueAt: Instant, now: Instant): boolean {
  const leftMs = Date.parse(dueAt) - Date.parse(now);
  return leftMs > 0 && leftMs <= everyMs;
}

function untilMs(dueAt: Instant, now: Instant): number {
  return Math.max(1, Date.parse(dueAt) - Date.parse(now));
}
