import type { Log } from '../../ports/log.ts';

type Write = {
  (sentence: string): void;
  (fields: Record<string, unknown>, sentence: string): void;
};

/** A log as apps know it from Probot: a sentence alone, or fields and a sentence. */
export type AppLog = Record<'debug' | 'info' | 'warn' | 'error', Write>;

/** Writes into our log, with `fields` on each line, which an app cannot overwrite. */
export function appLog(log: Log, fields: Record<string, unknown>): AppLog {
  const at = (level: keyof AppLog): Write => {
    return (first: string | Record<string, unknown>, sentence?: string) => {
      const own = typeof first === 'string' ? {} : first;
      log[level]({ ...own, ...fields }, typeof first === 'string' ? first : String(sentence ?? ''));
    };
  };
  return Object.freeze({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
}
