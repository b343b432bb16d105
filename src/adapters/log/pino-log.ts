import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, pino } from 'pino';
import type { Log } from '../../ports/log.ts';
import { redact } from './redact.ts';

export type PinoLog = Log & {
  /** The fields stand on each line that is logged while the work goes on, however deep inside. */
  within<T>(fields: Record<string, string>, work: () => Promise<T>): Promise<T>;
};

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
  const hidden = secrets.filter((secret) => secret.length > 0);
  const context = new AsyncLocalStorage<Record<string, string>>();
  const logger = pino(
    {
      name,
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => redact({ ...context.getStore() }, hidden),
    },
    typeof to === 'string' ? pino.destination({ fd: to === 'stdout' ? 1 : 2, sync: true }) : to,
  );
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => {
    return (fields: Record<string, unknown>, sentence: string) => {
      if (logger.isLevelEnabled(level)) logger[level](redact(fields, hidden), sentence);
    };
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    within: (fields, work) => context.run({ ...context.getStore(), ...fields }, work),
  };
}
