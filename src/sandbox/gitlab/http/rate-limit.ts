import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from '../faults.ts';
import type { Limits } from '../settings.ts';

const minuteMs = 60_000;

/** Counts what comes in, by token and minute of the clock. */
export type Counter = {
  /** Counts a request; how it is refused when that was one too many. */
  count(request: Counted, limits: Limits, now: Date): Fault | null;
  /** What an answer says of the limit on all requests; nothing where there is none. */
  headers(headers: IncomingHttpHeaders, limits: Limits, now: Date): Record<string, string>;
};

type Counted = { method: string; path: string; headers: IncomingHttpHeaders };

export function createCounter(): Counter {
  let minute = 0;
  let counts = new Map<string, number>();
  const counted = (key: string): number => counts.get(key) ?? 0;
  const passes = (key: string, limit: number | null): boolean => {
    counts.set(key, counted(key) + 1);
    return limit === null || counted(key) <= limit;
  };
  const turnTo = (now: Date): void => {
    const current = Math.floor(now.getTime() / minuteMs);
    if (current === minute) return;
    minute = current;
    counts = new Map();
  };
  return {
    count: ({ method, path, headers }, limits, now) => {
      turnTo(now);
      const token = tokenOf(headers);
      if (!passes(token, limits.requests)) {
        return { kind: '429', retryAfterSeconds: secondsLeft(now) };
      }
      if (method !== 'POST') return null;
      const own = /\/issues$/.test(path) ? limits.newIssues : limits.newNotes;
      const creates = /\/(issues|notes)$/.test(path);
      return creates && !passes(`${token} ${projectOf(path)}`, own) ? { kind: '429-plain' } : null;
    },
    headers: (headers, { requests }, now) => {
      turnTo(now);
      return requests === null ? {} : rateLimitHeaders(requests, counted(tokenOf(headers)), now);
    },
  };
}

function rateLimitHeaders(limit: number, observed: number, now: Date): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Name': 'throttle_authenticated_api',
    'RateLimit-Observed': String(observed),
    'RateLimit-Remaining': String(Math.max(0, limit - observed)),
    'RateLimit-Reset': String(seconds(now) + secondsLeft(now)),
  };
}

/** Headers of a 429 by the general limits. The limits on creating issues and notes send none of them. */
export function refusalHeaders(fault: Fault, limits: Limits, now: Date): Record<string, string> {
  const retryAfter = fault.retryAfterSeconds ?? 60;
  const reset = seconds(now) + retryAfter;
  const limit = limits.requests ?? 2_000;
  return {
    ...rateLimitHeaders(limit, limit + 1, now),
    'RateLimit-Reset': String(reset),
    'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
    'Retry-After': String(retryAfter),
  };
}

function tokenOf(headers: IncomingHttpHeaders): string {
  return String(headers['private-token'] ?? headers.authorization ?? 'nobody');
}

/** Notes and issues are counted apart, by project. */
function projectOf(path: string): string {
  return path.replace(/\/issues\/\d+\/notes$/, '/notes');
}

function seconds(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}

function secondsLeft(now: Date): number {
  return 60 - (seconds(now) % 60);
}
