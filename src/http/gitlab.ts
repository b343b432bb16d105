import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { Problem } from '../domain/problems.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Storage } from '../ports/storage.ts';
import { deliveryId } from './delivery-id.ts';
import { answerUnread, readBody } from './read-body.ts';
import { type GitLabSecrets, gitlabVerifier } from './verify-gitlab.ts';

/** GitLab sends no more (`REQUEST_BODY_SIZE_LIMIT`, 25 MB). */
export const bodyLimitBytes = 26_214_400;

const retryAfterSeconds = 30;
const json = { 'content-type': 'application/json; charset=utf-8' };

export type GitLabDoorDeps = GitLabSecrets & {
  storage: Pick<Storage, 'storeDelivery'>;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'delivery'>;
  /** Called after the answer to a delivery that is new. Must not throw. */
  onStored: () => void;
};

/**
 * `POST /webhooks/gitlab`: verifies, stores, answers; everything else happens later. 202 stored,
 * 200 known already, 401 not authentic (asked first), 413 over `bodyLimitBytes`, 400 not JSON,
 * 503 with Retry-After when it cannot be stored. An authentic event is never refused for its shape:
 * after some 4xx in a row GitLab disables the hook.
 */
export function gitlabDoor(deps: GitLabDoorDeps): RequestHandler {
  const { storage, clock, log, metrics, onStored } = deps;
  const verifier = gitlabVerifier(deps);

  function refused(request: IncomingMessage, status: number, reason: string): string {
    metrics.delivery('refused');
    log.warn(
      { status, reason, event: eventName(request), from: request.socket.remoteAddress },
      'A webhook delivery was refused',
    );
    return JSON.stringify({ error: reason });
  }

  return async (request, response) => {
    const badHeaders = verifier.refuseHeaders(request.headers, clock.now());
    if (badHeaders) {
      refused(request, 401, badHeaders);
      return answerUnread(request, response, 401, json, unauthorized);
    }

    const body = await readBody(request, bodyLimitBytes);
    if (body === 'broken-off') {
      log.info({ event: eventName(request) }, 'A webhook delivery broke off before its end');
      return;
    }
    if (body === 'too-large') {
      return answerUnread(request, response, 413, json, refused(request, 413, 'over 26214400 bytes'));
    }
    const badBody = verifier.refuseBody(request.headers, body);
    if (badBody) {
      refused(request, 401, badBody);
      return answer(response, 401, unauthorized);
    }
    const text = jsonText(body);
    if (text === null) return answer(response, 400, refused(request, 400, 'not JSON'));

    const id = deliveryId(request.headers, body);
    const delivery = { id, event: eventName(request), body: text, receivedAt: clock.now() };
    let stored: 'stored' | 'known';
    try {
      stored = await storage.storeDelivery(delivery);
    } catch (error) {
      metrics.delivery('unstored');
      log.error({ delivery: id, error }, 'A webhook delivery could not be stored');
      const waitMs = error instanceof Problem ? error.retryAfterMs : null;
      response.setHeader('retry-after', waitMs === null ? retryAfterSeconds : Math.ceil(waitMs / 1000));
      return answer(response, 503, JSON.stringify({ error: 'cannot be stored at this moment' }));
    }

    metrics.delivery(stored);
    log.debug({ delivery: id, event: delivery.event, outcome: stored }, 'A webhook delivery came in');
    answer(response, stored === 'stored' ? 202 : 200, JSON.stringify({ delivery: id }));
    if (stored === 'stored') onStored();
  };
}

/** The same for every reason: whoever guesses learns nothing from it. */
const unauthorized = JSON.stringify({ error: 'wrong or missing secret or signature' });

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { ...json, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** The body as text if it is JSON: UTF-8, and of any shape. */
function jsonText(body: Buffer): string | null {
  if (!isUtf8(body)) return null;
  const text = body.toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}

/** `X-Gitlab-Event`, such as `Issue Hook`; empty when the sender is somebody else's tool. */
function eventName(request: IncomingMessage): string {
  const name = request.headers['x-gitlab-event'];
  return typeof name === 'string' ? name.slice(0, 100) : '';
}
