import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../ports/log.ts';

const longest = 500;

/**
 * Bolt's logger as our log. What the library debugs with are whole bodies, so that is thrown away. What it
 * calls an error comes to us as a failure too and is logged there with what it means, so here it is a warning.
 */
export function boltLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: (...said: unknown[]) => log.debug({ said: asText(said) }, 'Slack’s library says'),
    warn: (...said: unknown[]) => log.warn({ said: asText(said) }, 'Slack’s library warns'),
    error: (...said: unknown[]) => log.warn({ said: asText(said) }, 'Slack’s library warns'),
    // The level is that of our own log; above debug the library does not even put bodies together.
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** Sentences, and of errors what they say: other values may be what came in or goes out. */
function asText(said: unknown[]): string {
  const parts = said.map((part) => {
    if (typeof part === 'string') return part;
    return part instanceof Error ? part.message : `(${typeof part})`;
  });
  return parts.join(' ').slice(0, longest);
}
