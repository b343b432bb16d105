/** The longest window of GitLab's limits; `createTurns` counts on it. */
const longestWaitMs = 60 * 60 * 1000;

/**
 * How long GitLab asks us to wait: `Retry-After` (seconds or a date), else `RateLimit-Reset` (Unix seconds);
 * null when it says neither, as its limits on creating issues and notes do. Dates are compared with the
 * answer's own `Date`, so that a clock of ours that is wrong does no harm. More than an hour is not believed:
 * no limit of GitLab lasts longer, and a nonsensical header must not stop us for a day.
 */
export function readRetryAfterMs(headers: Headers, nowMs: number): number | null {
  const sentAtMs = dateMs(headers.get('date')) ?? nowMs;
  const waits = [readRetryAfter(headers.get('retry-after'), sentAtMs), readReset(headers, sentAtMs)];
  const waitMs = waits.find((ms) => ms !== null && ms <= longestWaitMs) ?? null;
  return waitMs === null ? null : Math.max(waitMs, 0);
}

function readRetryAfter(value: string | null, sentAtMs: number): number | null {
  const seconds = wholeNumber(value);
  if (seconds !== null) return seconds * 1000;
  const at = dateMs(value);
  return at === null ? null : at - sentAtMs;
}

function readReset(headers: Headers, sentAtMs: number): number | null {
  const seconds = wholeNumber(headers.get('ratelimit-reset'));
  return seconds === null ? null : seconds * 1000 - sentAtMs;
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value.trim()) ? Number(value) : null;
}

function dateMs(value: string | null): number | null {
  const ms = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}
