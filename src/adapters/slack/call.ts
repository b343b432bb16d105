import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { problemOf } from './failure.ts';
import type { SlackMethod } from './methods.ts';

export type CallerOptions = {
  /** A bot token, or an app token for the one method that takes it. */
  token: string;
  /** null: Slack's own. */
  apiUrl: string | null;
  callTimeoutMs?: number;
  metrics?: Metrics;
  fetch?: typeof fetch;
};

/**
 * One call of one method, made once; its answer checked. A failure is a `Problem`; where Slack refused it is
 * a `SlackRefusal` with Slack's word for it.
 */
export type Call = <T>(
  method: SlackMethod,
  args: Record<string, unknown>,
  answer: z.ZodType<T>,
) => Promise<T>;

/** Seconds to wait where Slack, or a proxy in front of it, says 429 and not for how long. */
const unsaidPauseSeconds = 30;

/**
 * How we talk to Slack. The client's own ways would post a message again after a lost answer, and let one
 * limit stop every other call: no retries, and limits come back as failures.
 */
export function createCaller({
  token,
  apiUrl,
  callTimeoutMs = 10_000,
  metrics,
  ...options
}: CallerOptions): Call {
  const client = new WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
    allowAbsoluteUrls: false,
    logger: silent,
    fetch: withStatedPause(options.fetch ?? fetch),
  });
  return async (method, args, answer) => {
    try {
      const checked = answer.safeParse(await client.apiCall(method, args));
      if (!checked.success) {
        const [issue] = checked.error.issues;
        const where = issue?.path.join('.') ?? '';
        throw new Problem(
          'slack-unreadable',
          `${method}: ${where}: ${issue?.message ?? 'not as documented'}`,
        );
      }
      metrics?.apiCall('slack', method, 'ok');
      return checked.data;
    } catch (failure) {
      const problem = problemOf(method, failure);
      metrics?.apiCall('slack', method, problem.code);
      throw problem;
    }
  };
}

/** The client takes a 429 without a readable `Retry-After` for a broken connection. */
function withStatedPause(fetchIt: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchIt(input, init);
    if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
    await response.body?.cancel();
    return new Response(null, { status: 429, headers: { 'retry-after': String(unsaidPauseSeconds) } });
  };
}

/** What the client would log are bodies and headers; what matters comes back as a problem and is logged there. */
const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
