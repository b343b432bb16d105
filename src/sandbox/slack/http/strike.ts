import type { ServerResponse } from 'node:http';
import type { SlackFault } from '../double.ts';
import { type Answer, rateLimited, refusal, unavailable } from './answer.ts';

/** Whether Slack does the work before the fault strikes. */
export function strikesAfterWork(fault: SlackFault): boolean {
  return fault.kind.endsWith('-after');
}

/**
 * What is answered instead; null when nothing is: the connection is cut, or stays open until the client, or the
 * end of the double, closes it.
 */
export function strike(fault: SlackFault, response: ServerResponse): Answer | null {
  switch (fault.kind) {
    case '429':
      return rateLimited(fault.retryAfterSeconds ?? 1);
    case '503-before':
    case '503-after':
      return unavailable();
    case 'error':
      return refusal(fault.error ?? 'internal_error');
    case 'drop-before':
    case 'drop-after':
      response.destroy();
      return null;
    case 'hang':
    case 'hang-after':
      return null;
  }
}
