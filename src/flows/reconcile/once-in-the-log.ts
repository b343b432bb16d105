import type { Log } from '../../ports/log.ts';
import type { ReconcileParts } from './parts.ts';

/** Says each thing once in the life of the process. */
export function onceInTheLog(log: Pick<Log, 'warn'>): ReconcileParts['sayOnce'] {
  const said = new Set<string>();
  return (about, fields, sentence) => {
    if (said.has(about)) return;
    said.add(about);
    log.warn(fields, sentence);
  };
}
