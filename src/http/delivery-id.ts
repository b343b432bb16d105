import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isPlainId } from '../domain/delivery-id.ts';

/**
 * The identity of a delivery: `webhook-id` (signed, GitLab 19.0), else `Idempotency-Key` (GitLab 17.4),
 * which are unchanged when GitLab sends again; else `sha256:` and the hash of the body.
 */
export function deliveryId(headers: IncomingHttpHeaders, body: Buffer): string {
  const id = headers['webhook-id'] || headers['idempotency-key'];
  if (typeof id !== 'string' || id === '') return hashed(body);
  return isPlainId(id) ? id : hashed(Buffer.from(id, 'latin1'));
}

function hashed(bytes: Buffer): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}
