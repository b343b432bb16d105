import type { Problem, ProblemCode } from './problems.ts';
import { problems } from './problems.ts';
import type { Instant } from './words.ts';

/** How patient we are with a problem: `tries` in all, waiting `firstMs`, doubled each time up to `capMs`. */
type Patience = { tries: number; firstMs: number; capMs: number };

const minute = 60_000;

/** About a day and a half of trying, for a GitLab that is down or shut us out for a while. */
const long: Patience = { tries: 220, firstMs: 2_000, capMs: 10 * minute };
/** Some minutes, for what either mends itself soon or never. */
const short: Patience = { tries: 10, firstMs: 1_000, capMs: 2 * minute };

/** What protects somebody is tried every minute, whatever the other side asked for, and for as long in all. */
const urgentCapMs = minute;

const patience: Partial<Record<ProblemCode, Patience>> = {
  'gitlab-unreachable': long,
  'gitlab-timeout': long,
  'gitlab-unavailable': long,
  'gitlab-rate-limited': { ...long, firstMs: 5_000 },
  // Each is told exactly when its turn is.
  'gitlab-waiting': { ...long, firstMs: 0 },
  'gitlab-uncertain': long,
  'gitlab-locked': long,
  'gitlab-unauthorized': { ...long, firstMs: 30_000 },
  'gitlab-stale': short,
  'gitlab-unreadable': short,
  'slack-unreachable': long,
  'slack-broken-off': long,
  'slack-unavailable': long,
  'slack-rate-limited': long,
  // A thousand may wait for the same channel: each is told exactly when its turn is.
  'slack-waiting': { ...long, firstMs: 0 },
  'slack-uncertain': long,
  'slack-unauthorized': { ...long, firstMs: 30_000 },
  'slack-missing-scope': { ...long, firstMs: 30_000 },
  'slack-unreadable': short,
  // When figures are measured again is for `measure/next-measure.ts`: it knows how long they are kept.
  'metrics-unreachable': { ...long, firstMs: 30_000 },
  'metrics-timeout': { ...long, firstMs: 30_000 },
  'metrics-unavailable': { ...long, firstMs: 30_000 },
  'metrics-unauthorized': { ...long, firstMs: 30_000 },
  'metrics-refused': { ...long, firstMs: 30_000 },
  'metrics-moved': { ...long, firstMs: 30_000 },
  'metrics-unreadable': { ...long, firstMs: 30_000 },
  'metrics-too-large': { ...long, firstMs: 30_000 },
  'chart-not-drawn': { ...long, firstMs: 30_000 },
  'template-missing': long,
  'app-failed': short,
  'storage-unavailable': long,
};

/**
 * When to try again after the n-th attempt failed (n from 1), or null: give up and park it. The wait
 * is the doubled one, spread between half and whole by `random` (0..1) so that many do not come back
 * at once, and never shorter than what the other side asked for, unless it is urgent.
 */
export function tryAgainAt(
  problem: Problem,
  attempts: number,
  now: Instant,
  random: number,
  urgent = false,
): Instant | null {
  const rule = patience[problem.code];
  if (!problems[problem.code].again || !rule) return null;
  const capMs = urgent ? Math.min(rule.capMs, urgentCapMs) : rule.capMs;
  if (attempts >= rule.tries * (rule.capMs / capMs)) return null;
  const doubled = Math.min(capMs, rule.firstMs * 2 ** Math.min(attempts - 1, 30));
  const askedMs = problem.retryAfterMs ?? 0;
  const waitMs = Math.max(doubled * (0.5 + random / 2), urgent ? Math.min(askedMs, urgentCapMs) : askedMs);
  return new Date(Date.parse(now) + Math.round(waitMs)).toISOString();
}
