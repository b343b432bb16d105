import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { sendAnswer } from '../answer.ts';
import { bodyReader } from '../read-body.ts';
import type { Intake, Reply } from './intake.ts';
import { challengeIn, isCertificateCheck, keyOf, readTold } from './told.ts';
import { verifySlack } from './verify.ts';

/** Slack's own are some kB; a modal with all its fields is 250 kB at most. */
const bodyLimitBytes = 1024 * 1024;
const underWayLimitBytes = 32 * bodyLimitBytes;

export type HttpDelivery = {
  signingSecret: string;
  intake: Pick<Intake, 'take'>;
  clock: Clock;
  log: Log;
  /** Called for every request that Slack has signed. */
  onAuthentic: () => void;
};

/**
 * `POST /slack/events`: 200 taken in, or known already; 401 not signed by Slack, or not within five minutes of
 * our clock; 413 over 1 MiB; 400 unreadable; 500 a listener failed before it acknowledged; 503 not taken in,
 * for Slack to send again. Must stand before every body parser: the signature is over the bytes.
 */
export function slackOverHttp({
  signingSecret,
  intake,
  clock,
  log,
  onAuthentic,
}: HttpDelivery): RequestHandler {
  const readBody = bodyReader({ limitBytes: bodyLimitBytes, underWayLimitBytes });
  return async (request, response) => {
    const now = clock.now();
    const bytes = await readBody(request);
    if (bytes === 'broken-off') return log.info({}, 'A request from Slack broke off before its end');
    if (bytes === 'too-large') return refuse(413, bytes, { unread: true });
    if (bytes === 'too-busy') return refuse(503, bytes, { unread: true });
    if (!isUtf8(bytes)) return refuse(400, 'not-utf-8');
    const body = bytes.toString('utf8');
    if (isCertificateCheck(body)) return sendText(response, '');

    const verdict = verifySlack({ headers: request.headers, body }, { signingSecret, now });
    if ('refused' in verdict) return refuse(401, verdict.refused);
    onAuthentic();
    const told = readTold(body);
    if (told === null) return refuse(400, 'unreadable');
    const challenge = challengeIn(told);
    if (challenge !== null)
      return sendAnswer(request, response, { status: 200, body: { challenge }, unread: false });

    const key = keyOf(told, `slack-request:${verdict.digest}`);
    await intake.take({ told, key, ...retryIn(request) }, (reply) => sendReply(request, response, reply));

    function refuse(status: number, reason: string, { unread } = { unread: false }): void {
      log.warn(
        { status, reason, from: request.socket.remoteAddress },
        'A request to Slack’s door was refused',
      );
      // Whoever guesses signatures learns the same from every wrong one.
      const error = status === 401 ? 'unauthorized' : reason;
      sendAnswer(request, response, { status, body: { error }, unread });
    }
  };
}

/** A listener may acknowledge with a sentence, or with what Slack shall show. */
function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.kind !== 'acknowledged') {
    const status = reply.kind === 'failed' ? 500 : 503;
    sendAnswer(request, response, { status, body: { error: words[reply.kind] }, unread: false });
  } else if (typeof reply.response === 'object' && reply.response !== null) {
    sendAnswer(request, response, { status: 200, body: reply.response, unread: false });
  } else {
    sendText(response, typeof reply.response === 'string' ? reply.response : '');
  }
}

const words = { failed: 'failed', late: 'not acknowledged in time', again: 'not taken in' };

function sendText(response: ServerResponse, text: string): void {
  const type = text === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' };
  response.writeHead(200, { ...type, 'content-length': Buffer.byteLength(text) }).end(text);
}

/** Slack counts its own attempts at an event; the first has no number. */
function retryIn({ headers }: IncomingMessage): { retryNum?: number; retryReason?: string } {
  const count = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  if (!Number.isInteger(count)) return {};
  return { retryNum: count, ...(typeof reason === 'string' ? { retryReason: reason.slice(0, 100) } : {}) };
}
