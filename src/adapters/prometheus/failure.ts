import { z } from 'zod';
import { Problem, type ProblemCode } from '../../domain/problems.ts';

const longestDetail = 300;
/** Longer waits are not believed: metrics may be gone by then. */
const longestPauseMs = 3_600_000;

const Refused = z.object({ errorType: z.string().optional(), error: z.string() });

/** What an answer without figures stands for. `text` is its body, JSON of Prometheus or plain words of Loki. */
export function problemOfAnswer(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
  redact: (text: string) => string,
): Problem {
  const { errorType, error } = refusalIn(text);
  const words = redact(error).replace(/\s+/g, ' ').trim().slice(0, longestDetail).toWellFormed();
  const detail = `it answered ${status}${words === '' ? '' : `: ${words}`}`;
  if (status >= 300 && status < 400) {
    return new Problem('metrics-moved', `it answered ${status} and leads to ${hostIn(headers)}`);
  }
  const retryAfterMs = readRetryAfterMs(headers);
  return new Problem(codeOf(status, errorType), detail, retryAfterMs === null ? {} : { retryAfterMs });
}

function codeOf(status: number, errorType: string | undefined): ProblemCode {
  if (errorType === 'timeout' || errorType === 'canceled' || status === 504) return 'metrics-timeout';
  if (status === 401 || status === 403) return 'metrics-unauthorized';
  // There is no such endpoint: the address is that of something else.
  if (status === 404 || status === 405) return 'metrics-unreadable';
  if (status === 429 || status >= 500) return 'metrics-unavailable';
  return status >= 400 || errorType !== undefined ? 'metrics-refused' : 'metrics-unreadable';
}

/** No connection, or no end of it within the deadline. The platform quotes headers in its errors. */
export function problemOfConnection(
  failure: unknown,
  isLate: boolean,
  redact: (text: string) => string,
): Problem {
  if (isLate) return new Problem('metrics-timeout', 'it did not answer in time');
  const cause = failure instanceof Error ? (failure.cause ?? failure) : failure;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new Problem('metrics-unreachable', redact(code).slice(0, longestDetail));
}

function refusalIn(text: string): { errorType?: string | undefined; error: string } {
  const isMarkup = /^\s*</.test(text);
  return Refused.catch({ error: isMarkup ? 'a page' : text }).parse(jsonIn(text));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Loki and proxies refuse in plain words.
    return null;
  }
}

/** Whereto alone: the rest of the address may carry a ticket for a login. */
function hostIn(headers: Headers): string {
  return URL.parse(headers.get('location') ?? '')?.host ?? 'another path of the same host';
}

function readRetryAfterMs(headers: Headers): number | null {
  const seconds = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Math.min(Number(seconds) * 1_000, longestPauseMs) : null;
}
