import type { Evidence } from '../check/evidence.ts';
import { readCells } from '../check/read-cells.ts';
import { severityOf } from '../severity.ts';
import type { Hint } from './hint.ts';

/** The table says another severity than the incident has by now. */
export function severityDiffers({ text, incident }: Pick<Evidence, 'text' | 'incident'>): Hint[] {
  const cell = text.cells?.severity;
  if (cell === undefined || incident === null || incident.withheld) return [];
  const told = readCells({ severity: cell }, null).severity;
  const is = severityOf(incident.issue);
  if (told === null || is === null || told === is) return [];
  const says = `_Incident Severity_ says ${told}, and the incident ${is}.`;
  return [{ about: 'severity-differs', line: null, says }];
}
