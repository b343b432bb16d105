import type { Log } from '../../src/ports/log.ts';

export type LogLine = { level: keyof Log; fields: Record<string, unknown>; sentence: string };

/** A log that remembers its lines. */
export function recordedLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: keyof Log) => (fields: Record<string, unknown>, sentence: string) => {
    lines.push({ level, fields, sentence });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
