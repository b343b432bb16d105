import type { IncomingHttpHeaders } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import type { Instant } from '../../domain/words.ts';

/** Why a request is not Slack's. For the log; the sender learns only that it was refused. */
export type Refusal =
  | 'signature-missing'
  | 'timestamp-unreadable'
  | 'timestamp-too-old'
  | 'timestamp-too-new'
  | 'signature-wrong';

/** `digest`: what was signed, timestamp and body, in one word. The same request has it again, no other has. */
export type Verdict = { refused: Refusal } | { digest: string };

const toleranceSeconds = 300;

/**
 * Slack's signature v0: HMAC-SHA256 over `v0:timestamp:body`. Both sides of the five minutes are ours: Bolt
 * takes what was signed for next year. The header must be exactly one signature, because Bolt would not mind
 * more behind it, and the same request must not look like another.
 */
export function verifySlack(
  { headers, body }: { headers: IncomingHttpHeaders; body: string },
  { signingSecret, now }: { signingSecret: string; now: Instant },
): Verdict {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return { refused: 'signature-missing' };
  if (!/^\d{1,12}$/.test(timestamp)) return { refused: 'timestamp-unreadable' };
  const nowMs = Date.parse(now);
  const ageSeconds = Math.floor(nowMs / 1000) - Number(timestamp);
  if (ageSeconds > toleranceSeconds) return { refused: 'timestamp-too-old' };
  if (ageSeconds < -toleranceSeconds) return { refused: 'timestamp-too-new' };
  const digest = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1];
  const valid = isValidSlackRequest({
    signingSecret,
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    nowMilliseconds: nowMs,
  });
  return valid && digest !== undefined ? { digest } : { refused: 'signature-wrong' };
}
