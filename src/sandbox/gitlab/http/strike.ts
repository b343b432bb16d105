import type { ServerResponse } from 'node:http';
import type { Fault, FaultKind } from '../faults.ts';
import type { Limits } from '../settings.ts';
import { refusalHeaders } from './rate-limit.ts';

type Refusal = { status: number; type: string; body: string };

const REFUSALS: Partial<Record<FaultKind, Refusal>> = {
  '400': { status: 400, type: 'application/json', body: '{"error":"400 Bad Request"}' },
  '403': { status: 403, type: 'application/json', body: '{"message":"403 Forbidden"}' },
  '404': { status: 404, type: 'application/json', body: '{"message":"404 Not found"}' },
  '409-lock': { status: 409, type: 'application/json', body: '{"message":"409 Conflict: Resource lock"}' },
  '429': { status: 429, type: 'text/plain', body: 'Retry later\n' },
  '429-plain': { status: 429, type: 'text/plain', body: 'Retry later\n' },
  '500': { status: 500, type: 'application/json', body: '{"message":"500 Internal Server Error"}' },
  '502-before': { status: 502, type: 'text/html', body: '<html><title>502 Bad Gateway</title></html>' },
  '502-after': { status: 502, type: 'text/html', body: '<html><title>502 Bad Gateway</title></html>' },
  '503': { status: 503, type: 'text/plain', body: 'Service Unavailable\n' },
};

/** Whether GitLab does the work before the fault strikes. */
export function strikesAfterWork(fault: Fault): boolean {
  return fault.kind.endsWith('-after');
}

/**
 * Answers as the fault says: with an error, by cutting the connection, or not at all; then the socket stays
 * open until the client, or the end of the double, closes it. Returns the status that was sent, if any.
 */
export function strike(
  fault: Fault,
  response: ServerResponse,
  { limits, now }: { limits: Limits; now: Date },
): number | null {
  const refusal = REFUSALS[fault.kind];
  if (!refusal) {
    if (fault.kind.startsWith('drop')) response.destroy();
    return null;
  }
  response.sendDate = false;
  response.writeHead(refusal.status, {
    'content-type': refusal.type,
    date: now.toUTCString(),
    ...(fault.kind === '429' && refusalHeaders(fault, limits, now)),
  });
  response.end(refusal.body);
  return refusal.status;
}
