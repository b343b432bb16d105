import { has } from '../settings.ts';
import type { Hook } from '../state.ts';
import { stamp, type World } from '../world.ts';

/** More failures in a row than this put a hook in back-off; more than `MOST_FAILURES` disable it for good. */
const PATIENCE = 3;
const MOST_FAILURES = 39;
const LONGEST_BACKOFF_MS = 24 * 60 * 60_000;

/** Whether GitLab would call the hook at all. If not, the event is dropped without a trace. */
export function isExecutable(world: World, hook: Hook): boolean {
  return !hook.disabled && (hook.disabledUntil === null || hook.disabledUntil <= stamp(world));
}

/**
 * Counts a receiver's answer. 2xx and 3xx count as success and reset everything. Up to 17.10 the fourth 4xx
 * disabled a hook for good.
 */
export function countAnswer(world: World, hook: Hook, status: number | null): void {
  if (status !== null && status >= 200 && status < 400) {
    hook.recentFailures = 0;
    hook.backoffs = 0;
    hook.disabledUntil = null;
    hook.disabled = false;
    return;
  }
  hook.recentFailures += 1;
  if (!world.settings.autoDisableHooks || hook.recentFailures <= PATIENCE) return;
  const clientError = status !== null && status >= 400 && status < 500;
  const hasPatience = !clientError || has(world.settings, 'patienceWithClientErrors');
  if (hook.recentFailures > MOST_FAILURES || !hasPatience) hook.disabled = true;
  else {
    const backoffMs = Math.min(60_000 * 2 ** hook.backoffs, LONGEST_BACKOFF_MS);
    hook.disabledUntil = new Date(world.now().getTime() + backoffMs).toISOString();
    hook.backoffs += 1;
  }
}
