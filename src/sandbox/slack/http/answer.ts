import type { ServerResponse } from 'node:http';
import type { Body } from './method.ts';

/** One answer of the Web API. */
export type Answer = { status: number; body: Body | string; headers: Record<string, string> };

export function refusal(code: string, more: Record<string, unknown> = {}): Answer {
  return { status: 200, body: { ok: false, error: code, ...more }, headers: {} };
}

export function rateLimited(seconds: number): Answer {
  return {
    status: 429,
    body: { ok: false, error: 'ratelimited' },
    headers: { 'retry-after': String(seconds) },
  };
}

export function unavailable(): Answer {
  return { status: 503, body: 'Service Unavailable\n', headers: {} };
}

/** Dated by the double's own clock, so that a client that compares clocks compares with it. */
export function write(response: ServerResponse, now: Date, answer: Answer): void {
  const isText = typeof answer.body === 'string';
  response.sendDate = false;
  response.writeHead(answer.status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    date: now.toUTCString(),
    ...answer.headers,
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
}
