import type { Fault } from '../faults.ts';

const LIMIT = 2_000;

/** Headers on every answer: one user's requests of this minute against GitLab.com's limit. */
export function rateLimitHeaders(observed: number, now: Date): Record<string, string> {
  return {
    'RateLimit-Limit': String(LIMIT),
    'RateLimit-Name': 'throttle_authenticated_api',
    'RateLimit-Observed': String(observed),
    'RateLimit-Remaining': String(Math.max(0, LIMIT - observed)),
    'RateLimit-Reset': String(seconds(now) + 60),
  };
}

/** Headers of a 429 by the general limits. The limits on creating issues and notes send none of them. */
export function refusalHeaders(fault: Fault, now: Date): Record<string, string> {
  const retryAfter = fault.retryAfterSeconds ?? 60;
  const reset = seconds(now) + retryAfter;
  return {
    ...rateLimitHeaders(LIMIT + 1, now),
    'RateLimit-Reset': String(reset),
    'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
    'Retry-After': String(retryAfter),
  };
}

function seconds(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}
