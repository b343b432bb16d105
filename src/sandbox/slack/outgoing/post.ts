import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** Why there was no answer, in Slack's words of `x-slack-retry-reason`. */
export type Failure = 'http_timeout' | 'connection_failed' | 'http_error' | 'timeout';

/** What the app answered; `status` null: nothing. */
export type Reply = {
  status: number | null;
  answer: unknown;
  failure: Failure | null;
  retryAllowed: boolean;
};

/** How long Slack waits for an app. */
export const PATIENCE_MS = 3_000;

/** Posts once. A connection of its own each time, so that nothing stays open behind a test. */
export function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Reply> {
  const request = address.startsWith('https:') ? requestHttps : requestHttp;
  const length = String(Buffer.byteLength(body));
  return new Promise((resolve) => {
    const fail = (failure: Failure): void =>
      resolve({ status: null, answer: null, failure, retryAllowed: true });
    const sent = request(
      address,
      { method: 'POST', agent: false, headers: { ...headers, 'Content-Length': length }, signal },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => resolve(reply(response, Buffer.concat(pieces).toString('utf8'))));
        response.on('error', () => fail('connection_failed'));
      },
    );
    const patience = setTimeout(() => {
      fail('http_timeout');
      sent.destroy();
    }, PATIENCE_MS);
    sent.on('close', () => clearTimeout(patience));
    sent.on('error', () => fail('connection_failed'));
    sent.end(body);
  });
}

function reply(response: IncomingMessage, text: string): Reply {
  const status = response.statusCode ?? 0;
  return {
    status,
    answer: decoded(text, response.headers['content-type']),
    failure: status >= 200 && status < 300 ? null : 'http_error',
    retryAllowed: response.headers['x-slack-no-retry'] !== '1',
  };
}

function decoded(text: string, contentType: string | undefined): unknown {
  if (text === '') return null;
  if (!contentType?.includes('application/json')) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}
