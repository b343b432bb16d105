import { createHmac } from 'node:crypto';

/** Slack's signature v0 over the raw body, with the moment in whole seconds. */
export function signatureHeaders(secret: string, now: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${mac}` };
}
