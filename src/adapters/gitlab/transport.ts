import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../domain/problems.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Budget } from './budget.ts';
import type { Call } from './call.ts';
import { problemOfAnswer, problemOfConnection, problemOfText } from './failure.ts';
import { waitBeforeNextTryMs } from './next-try.ts';
import { redactorOf } from './redact.ts';

type Answer = { status: number; headers: Headers; body: unknown };

/** One call to GitLab: answered with 2xx and JSON, or a `Problem`. */
export type Send = (call: Call) => Promise<Answer>;

export type TransportOptions = {
  token: string;
  /** What GitLab takes; shared by all who use the same token. */
  budget: Budget;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Waits; ends early when the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1, for jitter. */
  random?: () => number;
  /** For a call with all its tries, waits and bodies; GitLab itself gives up after 60 s. */
  callTimeoutMs?: number;
  log?: Log;
  metrics?: Metrics;
  fetch?: typeof fetch;
};

/** A turn that comes this soon is waited for: whoever reads ten pages would begin with the first again. */
const longestTurnMs = 2_000;

/**
 * How we talk to GitLab. The token stays in this closure: neither gitbeaker nor any error, cause or log
 * line ever holds it.
 */
export function openTransport(options: TransportOptions): Send {
  const { token, budget, now, log, metrics } = options;
  const sleep = options.sleep ?? sleepUntilAborted;
  const random = options.random ?? Math.random;
  const callTimeoutMs = options.callTimeoutMs ?? 30_000;
  const fetchIt = options.fetch ?? fetch;
  const redact = redactorOf(token);

  async function trySend(call: Call, deadline: AbortSignal): Promise<Answer> {
    const where = nameOf(call);
    const count = (status: string) => metrics?.apiCall('gitlab', call.method, status);
    let response: Response;
    let text: string;
    try {
      response = await fetchIt(call.url, {
        method: call.method,
        headers: headersOf(call, token),
        // Never followed: a redirected POST would become a GET and answer a list as if it were the new issue.
        // Not `error`, which the platform reports as a failed connection.
        redirect: 'manual',
        signal: deadline,
        ...(call.body === undefined ? {} : { body: bodyOf(call.body) }),
      });
      text = await response.text();
    } catch (failure) {
      budget.ended(call, null);
      const problem = problemOfConnection(where, failure, deadline.aborted, redact);
      count(problem.code);
      throw problem;
    }
    const { status, headers } = response;
    budget.ended(call, response);
    count(String(status));
    log?.debug({ call: where, status }, 'GitLab answered');
    if (!response.ok) throw problemOfAnswer(where, { status, headers, text }, redact, now());
    if (status === 204) return { status, headers, body: null };
    try {
      return { status, headers, body: JSON.parse(text) };
    } catch {
      throw problemOfText(where, headers, redact);
    }
  }

  /** Ensures that GitLab would take the call now. Nothing was sent when this throws. */
  async function waitForTurn(call: Call, deadline: AbortSignal, leftMs: number): Promise<void> {
    let waitMs = budget.admit(call);
    if (waitMs === 0) return;
    if (waitMs <= Math.min(longestTurnMs, leftMs)) {
      await sleep(waitMs, deadline);
      if (!deadline.aborted) waitMs = budget.admit(call);
      if (waitMs === 0) return;
    }
    const detail = `${nameOf(call)} was not sent: a limit of GitLab is used up`;
    throw new Problem('gitlab-waiting', detail, { retryAfterMs: Math.ceil(waitMs) });
  }

  return async function send(call) {
    const deadline = AbortSignal.timeout(callTimeoutMs);
    const endsAtMs = now() + callTimeoutMs;
    for (let tries = 1; ; tries += 1) {
      try {
        await waitForTurn(call, deadline, endsAtMs - now());
        return await trySend(call, deadline);
      } catch (failure) {
        if (!(failure instanceof Problem) || !call.read) throw failure;
        const waitMs = waitBeforeNextTryMs(failure, tries, endsAtMs - now(), random);
        if (waitMs === null) throw failure;
        log?.info({ call: nameOf(call), problem: failure.code, waitMs, tries }, 'Asking GitLab again');
        await sleep(waitMs, deadline);
        if (deadline.aborted) throw failure;
      }
    }
  };
}

/** The part of an address by which whoever has it can fetch an upload. */
const secretOfUpload = /(?<=\/uploads\/)[0-9a-f]{32}(?=\/)/;

/** Method and path. What opens an upload, and the query, which may name people, stay out of errors and logs. */
function nameOf({ method, url }: Pick<Call, 'method' | 'url'>): string {
  return `${method} ${url.pathname.replace(secretOfUpload, '…')}`;
}

function headersOf(call: Call, token: string): Record<string, string> {
  return {
    // Works for personal, project and group tokens, on REST and GraphQL alike.
    'private-token': token,
    accept: 'application/json',
    // A cache on the way shall ask GitLab itself: what counts is how things are now.
    'cache-control': 'no-cache',
    'user-agent': 'incident-review-bot',
    // That of a form names the boundary, which fetch makes up.
    ...(call.body === undefined || call.body instanceof FormData
      ? {}
      : { 'content-type': 'application/json' }),
  };
}

function bodyOf(body: unknown): FormData | string {
  return body instanceof FormData ? body : JSON.stringify(body);
}

async function sleepUntilAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (failure) {
    if (!signal.aborted) throw failure;
  }
}
