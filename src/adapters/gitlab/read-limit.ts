import type { LimitSaid } from './limit.ts';

/** GitLab has limits of other names for single endpoints; theirs are not the limit on all calls. */
const limitOnAllCalls = 'throttle_authenticated_api';

const minuteMs = 60_000;
/** What a self-managed GitLab counts by where nobody has set it otherwise. */
const longestWindowMinutes = 60;

/**
 * What GitLab says of its limit on all calls beside an answer; null: nothing that can be understood.
 * `RateLimit-Reset` is compared with the answer's own `Date`, so that a clock of ours that is wrong does no harm;
 * and it is never further away than the window is long in which GitLab counts, so that neither does one of theirs.
 */
export function readLimit(headers: Headers, nowMs: number): LimitSaid | null {
  const name = headers.get('ratelimit-name');
  if (name !== null && name !== limitOnAllCalls) return null;
  const read = (what: string): number | null => {
    const text = headers.get(`ratelimit-${what}`)?.trim() ?? '';
    return /^\d{1,12}$/.test(text) ? Number(text) : null;
  };
  const [perMinute, left, resetSeconds] = [read('limit'), read('remaining'), read('reset')];
  if (!perMinute || left === null || resetSeconds === null) return null;
  const sentAtMs = Date.parse(headers.get('date') ?? '');
  const untilResetMs = resetSeconds * 1_000 - (Number.isNaN(sentAtMs) ? nowMs : sentAtMs);
  const windowMs = windowMinutes((read('observed') ?? 0) + left, perMinute) * minuteMs;
  return { perMinute, left, resetMs: nowMs + Math.min(untilResetMs, windowMs) };
}

/** The limit is said by the minute, whatever window GitLab counts in; what was used and what is left, by the window. */
function windowMinutes(perWindow: number, perMinute: number): number {
  return Math.min(Math.max(Math.round(perWindow / perMinute), 1), longestWindowMinutes);
}
