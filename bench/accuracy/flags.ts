import type { FindingCode } from '../../src/domain/read/findings.ts';
import type { ReadCount, Reading } from '../../src/domain/read/reading.ts';
import type { Label } from './corpus.ts';
import { contradict } from './judge.ts';

/** Of something free that a label may have: it was found, it was missed, or there is one where the label has none. */
export type Find = 'found' | 'missed' | 'extra' | 'neither';

export type Flags = {
  /** `expected` is null where the label does not have both durations: then an alarm is neither right nor wrong. */
  mismatch: { expected: boolean | null; raised: boolean };
  /** Whether the reading says that it lacks the zone; `expected` is null where there is nothing to say it of. */
  zone: { expected: boolean | null; raised: boolean };
  requests: Find;
  customers: Find;
  severity: Find;
  /** The defects of the label that we have a finding for, and whether it was made. */
  lints: { name: string; found: boolean }[];
};

/**
 * Which of our findings tells of a defect of the corpus. What is no fault there (a day that rolls over, a range) or what
 * no reader of one document can see (something copied from another) has none.
 */
const findingsOfLint: Record<string, FindingCode[]> = {
  missing_date: ['date-missing'],
  missing_year: ['date-missing'],
  date_conflict: ['date-conflict'],
  ddmmyyyy: ['date-ambiguous'],
  malformed_date: ['impossible-date', 'date-conflict'],
  year_typo: ['date-conflict', 'timeline-out-of-order'],
  month_typo: ['date-conflict', 'timeline-out-of-order'],
  weekday_mismatch: ['weekday-mismatch'],
  tz_missing: ['zone-missing'],
  tz_conflict: ['zone-conflict'],
  tz_wrong_season: ['zone-wrong-season'],
  ambiguous_tz: ['zone-ambiguous'],
  ampm_mixed: ['impossible-time'],
  malformed_time: ['impossible-time'],
  approx_time: ['time-approximate'],
  placeholder: ['placeholder-left'],
  no_start: ['start-missing'],
  no_end: ['end-missing'],
  duplicate_start: ['sources-disagree'],
  end_before_start: ['end-before-start'],
  out_of_order: ['timeline-out-of-order'],
  reverse_order: ['timeline-out-of-order'],
  duration_mismatch: ['duration-mismatch'],
  support_hours_duration: ['duration-mismatch'],
  field_vs_timeline_conflict: ['sources-disagree'],
  multi_phase: ['several-windows'],
  multi_incident: ['several-incidents'],
};

export function judgeFlags(label: Label, reading: Reading): Flags {
  const codes = new Set(reading.findings.map(({ code }) => code));
  const { duration_minutes: computed, stated_duration_minutes: stated } = label;
  return {
    mismatch: {
      expected: computed === null || stated === null ? null : contradict(computed, stated),
      raised: codes.has('duration-mismatch'),
    },
    zone: {
      expected: lacksZone(label),
      raised:
        codes.has('zone-missing') ||
        [reading.start, reading.end].some(({ zoneFrom }) => zoneFrom === 'configured'),
    },
    requests: judgeCount(label.requests_affected, reading.requestsAffected),
    customers: judgeCount(label.customers_affected, reading.customersAffected),
    severity: judgeFind(label.severity !== null, reading.severity !== null, reading.severity !== null),
    lints: label.lint.flatMap((name) => {
      const findings = findingsOfLint[name];
      return findings ? [{ name, found: findings.some((code) => codes.has(code)) }] : [];
    }),
  };
}

/** The index of a repository may name a zone: a program that sees one document cannot know it. */
function lacksZone({ tz_basis: basis, start_local: start, end_local: end }: Label): boolean | null {
  if (basis === 'doc-partial' || (start === null && end === null)) return null;
  return basis === 'none' || basis === 'repo';
}

/** Labels are free text: any answer counts as found, but where there is no label only a number counts as too much. */
function judgeCount(label: string | null, { text, number, percent, extent }: ReadCount): Find {
  const hasNumber = number !== null || percent !== null;
  return judgeFind(label !== null, hasNumber || text !== null || extent !== null, hasNumber);
}

function judgeFind(isLabelled: boolean, isAnswered: boolean, isTooMuch: boolean): Find {
  if (isLabelled) return isAnswered ? 'found' : 'missed';
  return isTooMuch ? 'extra' : 'neither';
}
