import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { z } from 'zod';
import { Problem, type ProblemCode } from '../../domain/problems.ts';

const longestDetail = 300;
/** Whatever stands in `Retry-After`: a moment that is no moment could not be kept. */
const longestPauseSeconds = 3_600;

/** Slack's word for a refusal, kept with the problem it stands for: callers may know better what it means. */
class SlackRefusal extends Problem {
  readonly error: string;

  constructor(code: ProblemCode, detail: string, error: string) {
    super(code, detail);
    this.error = error;
  }
}

/** Whether Slack refused with one of these words. */
export function isRefusal(failure: unknown, errors: string[]): boolean {
  return failure instanceof SlackRefusal && errors.includes(failure.error);
}

/** What a failed call stands for. No cause is kept: the client's errors may quote what was sent. */
export function problemOf(method: string, failure: unknown): Problem {
  if (failure instanceof Problem) return failure;
  if (failure instanceof WebAPIPlatformError) return refusal(method, failure);
  if (failure instanceof WebAPIRateLimitedError) {
    return new Problem('slack-rate-limited', method, {
      retryAfterMs: Math.min(failure.retryAfter, longestPauseSeconds) * 1_000,
    });
  }
  if (failure instanceof WebAPIHTTPError) {
    const code = failure.statusCode >= 500 ? 'slack-unavailable' : 'slack-unreadable';
    return new Problem(code, `${method} was answered with ${failure.statusCode}`);
  }
  const reason = reasonOf(failure instanceof WebAPIRequestError ? failure.original : failure);
  const code = neverSent.has(reason) ? 'slack-unreachable' : 'slack-broken-off';
  return new Problem(code, `${method}: ${shorten(reason)}`);
}

/** What the platform says when no connection was made: not a byte of the request has gone out then. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const codes: Record<string, ProblemCode> = {
  ...all(
    'slack-unauthorized',
    'invalid_auth not_authed account_inactive token_revoked token_expired org_login_required',
  ),
  ...all('slack-unauthorized', 'ekm_access_denied two_factor_setup_required'),
  ...all('slack-missing-scope', 'missing_scope not_allowed_token_type'),
  ...all('slack-rate-limited', 'ratelimited rate_limited message_limit_exceeded'),
  ...all(
    'slack-unavailable',
    'internal_error fatal_error service_unavailable request_timeout team_added_to_org',
  ),
};

/** Why a place cannot be written to, as people may read it. */
const closed: Record<string, string> = {
  is_archived: 'it is archived',
  is_inactive: 'it is archived',
  channel_not_found: 'there is no such channel, or it is private and the bot is not in it',
  not_in_channel: 'the bot is not in it',
  method_not_supported_for_channel_type: 'it is a kind of channel that the bot cannot use',
  messages_tab_disabled: 'the app does not take direct messages',
  user_not_found: 'there is no such person',
  users_not_found: 'there is no such person',
  user_not_visible: 'the bot may not see this person',
  user_disabled: 'their Slack account is deactivated',
  cannot_dm_bot: 'it is a bot',
  restricted_action: 'an administrator of Slack does not allow it',
  restricted_action_read_only_channel: 'only few may write there',
  restricted_action_thread_only_channel: 'only threads are allowed there',
  restricted_action_non_threadable_channel: 'only few may write there',
  app_access_restricted: 'an administrator of Slack does not allow it',
  access_denied: 'access to it is denied',
  channel_is_limited_access: 'only few may use it',
  accesslimited: 'only few may use it',
  external_channel_migrating: 'it is being moved to another workspace',
  no_permission: 'the bot may not',
  team_access_not_granted: 'it belongs to a workspace that the bot may not use',
  team_not_found: 'it belongs to another workspace',
};

function all(code: ProblemCode, errors: string): Record<string, ProblemCode> {
  return Object.fromEntries(errors.split(' ').map((error) => [error, code]));
}

const Refused = z.object({
  error: z.string(),
  needed: z.string().optional(),
  errors: z.array(z.string()).optional().catch(undefined),
});

function refusal(method: string, { data }: WebAPIPlatformError): Problem {
  const { error, needed, errors = [] } = Refused.catch({ error: 'an error without a name' }).parse(data);
  // The client takes a page that is no JSON for a refusal in that page's words.
  if (!/^[a-z][a-z0-9_]*$/.test(error)) {
    return new Problem(
      'slack-unreadable',
      `${method} was answered with something that is no answer of Slack`,
    );
  }
  const reason = Object.hasOwn(closed, error) ? closed[error] : undefined;
  if (reason !== undefined) return new SlackRefusal('slack-closed', reason, error);
  const code = (Object.hasOwn(codes, error) ? codes[error] : undefined) ?? 'slack-refused';
  const more = needed === undefined ? errors : [`it needs ${needed}`];
  return new SlackRefusal(code, shorten([`${method} was refused: ${error}`, ...more].join('; ')), error);
}

/** fetch says only `fetch failed`; what happened is in the code, or else the name, of what lies below. */
const Failure = z.object({
  name: z.string().catch(''),
  cause: z
    .object({ code: z.string().optional(), message: z.string().optional() })
    .optional()
    .catch(undefined),
});

function reasonOf(failure: unknown): string {
  const { data } = Failure.safeParse(failure);
  return data?.cause?.code ?? data?.cause?.message ?? (data?.name || 'the connection failed');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line;
}
