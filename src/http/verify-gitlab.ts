import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '../domain/words.ts';

/** What GitLab must know: plain secrets (`X-Gitlab-Token`) and signing tokens (`whsec_` + base64). */
export type GitLabSecrets = { tokens: string[]; signingTokens: string[] };

/** Why a delivery is not authentic. For the log; the sender learns only that it was refused. */
export type Refusal =
  | 'no-secret-configured'
  | 'secret-missing'
  | 'secret-wrong'
  | 'signature-missing'
  | 'timestamp-unreadable'
  | 'timestamp-too-old'
  | 'timestamp-too-new'
  | 'signature-wrong';

/** Two checks of one delivery, each `null` when passed. Where signing tokens are set, the signature alone decides. */
export type GitLabVerifier = {
  /** All that can be said before the body is read. */
  refuseHeaders(headers: IncomingHttpHeaders, now: Instant): Refusal | null;
  /** What needs the body, byte by byte as it was sent. */
  refuseBody(headers: IncomingHttpHeaders, body: Buffer): Refusal | null;
};

/** In whole seconds, as the timestamp is. Five minutes both ways, as Standard Webhooks recommends. */
const toleranceSeconds = 300;

/** @throws Error for an empty secret or one that decodes to nothing: it would let everybody in. */
export function gitlabVerifier({ tokens, signingTokens }: GitLabSecrets): GitLabVerifier {
  if (signingTokens.length > 0) return signatureVerifier(signingTokens.map(signingKey));
  if (tokens.length > 0) return tokenVerifier(tokens.map(tokenBytes));
  return { refuseHeaders: () => 'no-secret-configured', refuseBody: () => 'no-secret-configured' };
}

function tokenVerifier(expected: Buffer[]): GitLabVerifier {
  return {
    refuseHeaders(headers) {
      const token = headers['x-gitlab-token'];
      if (typeof token !== 'string' || token === '') return 'secret-missing';
      // Node reads header bytes as latin1; this gives the bytes back, so that non-ASCII secrets compare.
      return equalsAny(Buffer.from(token, 'latin1'), expected) ? null : 'secret-wrong';
    },
    refuseBody: () => null,
  };
}

function signatureVerifier(keys: Buffer[]): GitLabVerifier {
  return {
    refuseHeaders(headers, now) {
      const timestamp = text(headers, 'webhook-timestamp');
      if (!text(headers, 'webhook-id') || !timestamp || !text(headers, 'webhook-signature')) {
        return 'signature-missing';
      }
      if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp-unreadable';
      const ageSeconds = Math.floor(Date.parse(now) / 1000) - Number(timestamp);
      if (ageSeconds > toleranceSeconds) return 'timestamp-too-old';
      return ageSeconds < -toleranceSeconds ? 'timestamp-too-new' : null;
    },
    refuseBody(headers, body) {
      const signed = Buffer.from(
        `${text(headers, 'webhook-id')}.${text(headers, 'webhook-timestamp')}.`,
        'latin1',
      );
      const expected = keys.map((key) =>
        Buffer.from(createHmac('sha256', key).update(signed).update(body).digest('base64')),
      );
      const authentic = offeredSignatures(text(headers, 'webhook-signature'))
        .map((signature) => equalsAny(signature, expected))
        .includes(true);
      return authentic ? null : 'signature-wrong';
    },
  };
}

/** The signatures of version 1 in a list such as `v1,<base64> v1a,<…> v1,<base64>`, as base64. */
function offeredSignatures(list: string): Buffer[] {
  return list
    .split(' ')
    .filter((entry) => entry.startsWith('v1,'))
    .map((entry) => Buffer.from(entry.slice('v1,'.length)));
}

function tokenBytes(token: string): Buffer {
  if (token === '') throw new Error('A webhook token must not be empty');
  return Buffer.from(token, 'utf8');
}

function signingKey(signingToken: string): Buffer {
  const key = Buffer.from(signingToken.replace(/^whsec_/, ''), 'base64');
  if (key.length === 0) throw new Error('A webhook signing token must not be empty');
  return key;
}

/**
 * Compares with every candidate over its whole width, whatever is offered and whatever came out before:
 * the time taken tells neither content nor length. Digests would do the same, and cost more than all
 * else in here.
 */
function equalsAny(offered: Buffer, expected: Buffer[]): boolean {
  let equal = false;
  for (const candidate of expected) {
    const widened = Buffer.alloc(candidate.length);
    offered.copy(widened);
    const sameBytes = timingSafeEqual(widened, candidate);
    equal = (sameBytes && offered.length === candidate.length) || equal;
  }
  return equal;
}

function text(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
