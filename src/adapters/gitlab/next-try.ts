import type { Problem, ProblemCode } from '../../domain/problems.ts';

const mostTries = 3;
const firstWaitMs = 250;
const longestAskedWaitMs = 10_000;

/** What may have passed when we ask again. A timeout is not among them: the deadline of the call is over. */
const passing: ReadonlySet<ProblemCode> = new Set([
  'gitlab-unreachable',
  'gitlab-unavailable',
  'gitlab-rate-limited',
]);

/**
 * How long to wait before a read is tried again; null: give up and pass the problem up.
 * A 429 that names no time is passed up: such limits count by the minute, and the caller's queue has
 * the patience that a call has not. Jitter keeps several processes from coming back at once.
 */
export function waitBeforeNextTryMs(
  problem: Problem,
  triesDone: number,
  leftMs: number,
  random: () => number,
): number | null {
  if (triesDone >= mostTries || !passing.has(problem.code)) return null;
  const askedMs = problem.retryAfterMs;
  if (askedMs === null && problem.code === 'gitlab-rate-limited') return null;
  if (askedMs !== null && askedMs > longestAskedWaitMs) return null;
  const backOffMs = firstWaitMs * 2 ** (triesDone - 1) * (0.5 + random() / 2);
  const waitMs = (askedMs ?? 0) + backOffMs;
  return waitMs < leftMs ? waitMs : null;
}
