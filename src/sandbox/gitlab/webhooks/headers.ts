import { createHmac } from 'node:crypto';
import { has } from '../settings.ts';
import type { Hook } from '../state.ts';
import type { World } from '../world.ts';

/** What is fixed when an event is queued, and kept when it is sent again. */
export type Envelope = { idempotencyKey: string; eventName: string; eventUuid: string; body: string };

/** The headers of one attempt to deliver; signed anew for each attempt. */
export function webhookHeaders(world: World, hook: Hook, envelope: Envelope): Record<string, string> {
  const { settings } = world;
  return {
    'Content-Type': 'application/json',
    'User-Agent': `GitLab/${settings.version}-ee`,
    ...(has(settings, 'idempotencyKey') && { 'Idempotency-Key': envelope.idempotencyKey }),
    'X-Gitlab-Event': envelope.eventName,
    // GitLab's documentation calls it the webhook's; its source makes a new one for every attempt.
    ...(has(settings, 'webhookUuid') && { 'X-Gitlab-Webhook-UUID': world.random.uuid() }),
    'X-Gitlab-Instance': world.url,
    'X-Gitlab-Event-UUID': envelope.eventUuid,
    ...(hook.token !== null && { 'X-Gitlab-Token': hook.token }),
    ...(hook.signingToken !== null &&
      has(settings, 'signingToken') &&
      signature(hook.signingToken, envelope, world.now())),
  };
}

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` with the key behind `whsec_`. */
function signature(signingToken: string, envelope: Envelope, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(signingToken.replace(/^whsec_/, ''), 'base64');
  const signed = `${envelope.idempotencyKey}.${timestamp}.${envelope.body}`;
  const mac = createHmac('sha256', key).update(signed).digest('base64');
  return {
    'webhook-id': envelope.idempotencyKey,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
}
