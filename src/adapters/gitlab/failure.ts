import { z } from 'zod';
import { Problem, type ProblemCode } from '../../domain/problems.ts';
import type { Redact } from './redact.ts';
import { readRetryAfterMs } from './retry-after.ts';

const longestMessage = 200;

/** The problem that an answer outside 2xx stands for. `where` is method and path. */
export function problemOfAnswer(
  where: string,
  answer: { status: number; headers: Headers; text: string },
  redact: Redact,
  nowMs: number,
): Problem {
  const { status, headers } = answer;
  const code = codeOf(status, answer.text);
  const said = code === 'gitlab-moved' ? redirectTarget(headers) : messageIn(answer.text, headers);
  const retryAfterMs = readRetryAfterMs(headers, nowMs);
  const asksToWait = code === 'gitlab-rate-limited' || headers.has('retry-after');
  return new Problem(
    code,
    `${where} answered ${status}${said === '' ? '' : `: ${shorten(said, redact)}`}`,
    asksToWait && retryAfterMs !== null ? { retryAfterMs } : {},
  );
}

/**
 * The problem that a failed connection stands for. The platform's error is not kept as a cause: it may
 * quote headers, and a cause is printed by every logger.
 */
export function problemOfConnection(
  where: string,
  failure: unknown,
  timedOut: boolean,
  redact: Redact,
): Problem {
  if (timedOut) return new Problem('gitlab-timeout', `${where} was not answered in time`);
  return new Problem('gitlab-unreachable', `${where}: ${shorten(reasonOf(failure), redact)}`);
}

export function problemOfText(where: string, headers: Headers, redact: Redact): Problem {
  const type = shorten(headers.get('content-type') ?? 'no content type', redact);
  return new Problem('gitlab-unreadable', `${where} answered something that is no JSON (${type})`);
}

/** How GitLab says that it could not get the lock of a row, so that its transaction was rolled back (lib/api/api.rb). */
const lockHeld = 'Resource lock';

function codeOf(status: number, text: string): ProblemCode {
  if (status >= 300 && status < 400) return 'gitlab-moved';
  if (status === 401) return 'gitlab-unauthorized';
  if (status === 403) return 'gitlab-forbidden';
  if (status === 404) return 'gitlab-not-found';
  // A proxy gave up waiting: nobody can say what became of the request.
  if (status === 408) return 'gitlab-timeout';
  if (status === 409) return text.includes(lockHeld) ? 'gitlab-locked' : 'gitlab-conflict';
  if (status === 429) return 'gitlab-rate-limited';
  if (status >= 500) return 'gitlab-unavailable';
  return status >= 400 ? 'gitlab-refused' : 'gitlab-unreadable';
}

/** Without its query, which may carry what is nobody's business. */
function redirectTarget(headers: Headers): string {
  const location = headers.get('location')?.split(/[?#]/)[0];
  return location === undefined ? '' : `it points to ${location}`;
}

const Explanation = z.object({
  message: z.unknown(),
  error: z.unknown(),
  error_description: z.unknown(),
  errors: z.unknown(),
});

/** GitLab explains itself as `message`, `error` or GraphQL's `errors`, each a text or an object, or as plain text. */
function messageIn(text: string, headers: Headers): string {
  const type = headers.get('content-type') ?? '';
  if (type.includes('html')) return '';
  try {
    const explained = Explanation.partial().safeParse(JSON.parse(text));
    if (!explained.success) return '';
    const { message, error, error_description, errors } = explained.data;
    const said = message ?? error_description ?? error ?? errors ?? '';
    return typeof said === 'string' ? said : JSON.stringify(said);
  } catch (failure) {
    if (failure instanceof SyntaxError) return text;
    throw failure;
  }
}

/** fetch says only `fetch failed`; what happened is in the code, or else the message, of the cause. */
const ConnectionFailure = z.object({
  message: z.string().catch(''),
  cause: z
    .object({ code: z.string().optional(), message: z.string().optional() })
    .optional()
    .catch(undefined),
});

function reasonOf(failure: unknown): string {
  const { data } = ConnectionFailure.safeParse(failure);
  return data?.cause?.code ?? data?.cause?.message ?? data?.message ?? 'the connection failed';
}

/** Redacts first: half a token would not be recognised. */
function shorten(text: string, redact: Redact): string {
  const line = redact(text).replace(/\s+/g, ' ').trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}
