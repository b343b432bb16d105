import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { Problem } from '../domain/problems.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { NewDelivery, Storage } from '../ports/storage.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { deliveryId } from './delivery-id.ts';
import { bodyReader } from './read-body.ts';
import { type GitLabSecrets, gitlabVerifier } from './verify-gitlab.ts';

/** GitLab sends no more (`REQUEST_BODY_SIZE_LIMIT`, 25 MB). */
export const bodyLimitBytes = 26_214_400;

/** Ten of the largest at once; some fifty thousand ordinary ones. */
const underWayLimitBytes = 10 * bodyLimitBytes;

const retryAfterMs = 30_000;

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
  const verifier = gitlabVerifier(deps);
  const readBody = bodyReader({ limitBytes: bodyLimitBytes, underWayLimitBytes });

  async function takeIn(request: IncomingMessage): Promise<Answer | null> {
    const receivedAt = deps.clock.now();
    const badHeaders = verifier.refuseHeaders(request.headers, receivedAt);
    if (badHeaders) return refused(deps, request, { status: 401, reason: badHeaders, unread: true });

    const body = await readBody(request);
    if (body === 'broken-off') return brokenOff(deps, request);
    if (body === 'too-large') return refused(deps, request, { status: 413, reason: body, unread: true });
    if (body === 'too-busy') return unstored(deps, { problem: body }, { unread: true });

    const badBody = verifier.refuseBody(request.headers, body);
    if (badBody) return refused(deps, request, { status: 401, reason: badBody, unread: false });
    const text = jsonText(body);
    if (text === null) return refused(deps, request, { status: 400, reason: 'not-json', unread: false });

    const id = deliveryId(request.headers, body);
    return store(deps, { id, event: eventName(request), body: text, receivedAt });
  }

  return async (request, response) => {
    const answer = await takeIn(request);
    if (answer === null) return;
    sendAnswer(request, response, answer);
    if (answer.status === 202) deps.onStored();
  };
}

async function store({ storage, metrics, log }: GitLabDoorDeps, delivery: NewDelivery): Promise<Answer> {
  try {
    const outcome = await storage.storeDelivery(delivery);
    metrics.delivery(outcome);
    log.debug({ delivery: delivery.id, event: delivery.event, outcome }, 'A webhook delivery came in');
    return { status: outcome === 'stored' ? 202 : 200, body: { delivery: delivery.id }, unread: false };
  } catch (error) {
    const waitMs = error instanceof Problem ? error.retryAfterMs : null;
    return unstored({ metrics, log }, { delivery: delivery.id, error }, { waitMs, unread: false });
  }
}

function unstored(
  { metrics, log }: Pick<GitLabDoorDeps, 'metrics' | 'log'>,
  fields: Record<string, unknown>,
  { waitMs = null, unread }: { waitMs?: number | null; unread: boolean },
): Answer {
  metrics.delivery('unstored');
  log.error(fields, 'A webhook delivery could not be stored');
  return {
    status: 503,
    headers: { 'retry-after': String(Math.ceil((waitMs ?? retryAfterMs) / 1000)) },
    body: { error: 'cannot be stored at this moment' },
    unread,
  };
}

function refused(
  { metrics, log }: GitLabDoorDeps,
  request: IncomingMessage,
  { status, reason, unread }: { status: 400 | 401 | 413; reason: string; unread: boolean },
): Answer {
  metrics.delivery('refused');
  const from = request.socket.remoteAddress;
  log.warn({ status, reason, event: eventName(request), from }, 'A webhook delivery was refused');
  // Whoever guesses secrets learns the same from every wrong one.
  return { status, body: { error: status === 401 ? 'unauthorized' : reason }, unread };
}

function brokenOff({ log }: GitLabDoorDeps, request: IncomingMessage): null {
  log.info({ event: eventName(request) }, 'A webhook delivery broke off before its end');
  return null;
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
