import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log } from '../../ports/log.ts';
import { redact } from './redact.ts';

/** A log that can be narrowed: the child's fields, such as the delivery's id, stand on each of its lines. */
export type PinoLog = Log & { child(fields: Record<string, unknown>): PinoLog };

export type LogOptions = {
  /** `debug`, `info`, `warn`, `error` or `silent`. */
  level: string;
  name: string;
  /** Commands that print JSON on stdout log to stderr. A stream is for tests. */
  to: 'stdout' | 'stderr' | DestinationStream;
  /** Values that must never appear, whatever key or message they come in. */
  secrets?: readonly string[];
};

/** One JSON object per line: `level` and `time` as words, the sentence in `msg`. */
export function pinoLog({ level, name, to, secrets = [] }: LogOptions): PinoLog {
  const logger = pino(
    {
      name,
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    typeof to === 'string' ? pino.destination({ fd: to === 'stdout' ? 1 : 2, sync: true }) : to,
  );
  return wrap(
    logger,
    secrets.filter((secret) => secret.length > 0),
  );
}

function wrap(logger: Logger, secrets: readonly string[]): PinoLog {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => {
    return (fields: Record<string, unknown>, sentence: string) => {
      if (logger.isLevelEnabled(level)) logger[level](redact(fields, secrets), sentence);
    };
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => wrap(logger.child(redact(fields, secrets)), secrets),
  };
}
