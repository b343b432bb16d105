import type { Label } from './corpus.ts';

/**
 * What became of one value of one document. A wrong value in a review costs more than an empty one, so the two are
 * never one error rate. Where nobody can know, `abstained` is `right`.
 */
export type Verdict = 'right' | 'abstained' | 'wrong';

/** What a contestant says of the times of a text; null is "unknown". Local times as the label writes them. */
export type Times = {
  start: string | null;
  end: string | null;
  startUtc: string | null;
  endUtc: string | null;
  minutes: number | null;
};

export type JudgedTimes = {
  start: { strict: Verdict; lenient: Verdict };
  end: { strict: Verdict; lenient: Verdict };
  duration: Verdict;
  /** Null where the document does not name its zone for all of its times: nobody could convert them. */
  utc: {
    start: { strict: Verdict; lenient: Verdict };
    end: { strict: Verdict; lenient: Verdict };
  } | null;
};

export function judgeTimes(label: Label, times: Times): JudgedTimes {
  const both = (got: string | null, expected: string | null, others: string[]) => ({
    strict: judgeTime(got, expected, []),
    lenient: judgeTime(got, expected, others),
  });
  const namesZone = label.tz_basis === 'doc' || label.tz_basis === 'doc-entry';
  return {
    start: both(times.start, label.start_local, label.alt_start_local),
    end: both(times.end, label.end_local, label.alt_end_local),
    duration: judgeMinutes(times.minutes, label.duration_minutes),
    utc: namesZone
      ? {
          start: both(utcMinute(times.startUtc), utcMinute(label.start_utc), otherUtc(label, 'start')),
          end: both(utcMinute(times.endUtc), utcMinute(label.end_utc), otherUtc(label, 'end')),
        }
      : null,
  };
}

/** To the minute; a day alone is matched by the same day alone. */
export function judgeTime(got: string | null, expected: string | null, others: string[]): Verdict {
  if (got === null) return expected === null ? 'right' : 'abstained';
  const accepted = [...(expected === null ? [] : [expected]), ...others];
  return accepted.map(toMinute).includes(toMinute(got)) ? 'right' : 'wrong';
}

/** Within one minute. A negative duration is wrong whatever the label says. */
export function judgeMinutes(got: number | null, expected: number | null): Verdict {
  if (got === null) return expected === null ? 'right' : 'abstained';
  return expected !== null && got >= 0 && Math.abs(got - expected) <= 1 ? 'right' : 'wrong';
}

/** Whether two durations of one document contradict each other: by more than a minute, as its labels have it. */
export function contradict(a: number, b: number): boolean {
  return Math.abs(a - b) > 1;
}

/** Other readings in UTC: the zone is the document's, so each lies as far from its local time as the first one. */
function otherUtc(label: Label, which: 'start' | 'end'): string[] {
  const named = label[`alt_${which}_utc`].map(utcMinute).filter((value) => value !== null);
  const offsetMs = offsetOf(label, which) ?? offsetOf(label, which === 'start' ? 'end' : 'start');
  if (offsetMs === null) return named;
  const moved = label[`alt_${which}_local`]
    .filter((other) => /^\d{4}-\d\d-\d\dT/.test(other))
    .map((other) => toMinute(new Date(Date.parse(`${toMinute(other)}Z`) + offsetMs).toISOString()));
  return [...named, ...moved];
}

/** From local time to UTC. Null where the label does not tell both. */
function offsetOf(label: Label, which: 'start' | 'end'): number | null {
  const local = label[`${which}_local`];
  const utc = label[`${which}_utc`];
  return local === null || utc === null ? null : Date.parse(utc) - Date.parse(`${toMinute(local)}Z`);
}

function utcMinute(instant: string | null): string | null {
  return instant === null ? null : toMinute(new Date(instant).toISOString());
}

function toMinute(time: string): string {
  return time.slice(0, 'YYYY-MM-DDTHH:MM'.length);
}
