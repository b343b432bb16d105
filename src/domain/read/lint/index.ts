import type { Finding } from '../reading.ts';
import type { Case, Check } from './case.ts';
import { checkDates, checkTitle, checkYear } from './dates.ts';
import { checkDuration } from './duration.ts';
import { checkHedges } from './hedges.ts';
import { checkMissing } from './missing.ts';
import { checkSources } from './sources.ts';
import { checkTicket } from './ticket.ts';
import { checkZones } from './zones.ts';

const checks: readonly Check[] = [
  checkMissing,
  checkDuration,
  checkSources,
  checkZones,
  checkHedges,
  checkTicket,
  checkTitle,
  checkDates,
  checkYear,
];

/** All that is wrong with a document beyond what was found while reading it. */
export function lint(one: Case): Finding[] {
  return checks.flatMap((check) => check(one));
}
