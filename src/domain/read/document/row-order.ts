import type { Finding } from '../reading.ts';
import type { Entry, Stamp } from '../time/stamps.ts';
import type { Anchor } from './anchor.ts';

/** A step backwards of this size is the next day, a smaller one a row out of order. */
const rollOverMinutes = 6 * 60;

/** Days and halves of the day of rows that leave them out follow from the rows before. */
export function orderDays(list: Entry[], anchor: Anchor, findings: Finding[]): void {
  const usesHalves = list.some(({ at }) => at.mention.time?.meridiem != null);
  const uses24 = list.some(
    ({ at }) => at.mention.time?.meridiem === null && (at.mention.time?.hour ?? 0) > 12,
  );
  // Updates that begin with the newest are read from the oldest on.
  const isUnpadded = list.some(({ at }) => isSingleDigit(at));
  const isReversed = descends(list);
  const rows = isReversed ? [...list].reverse() : list;
  if (isReversed && list[0]) {
    const message = 'the rows begin with the newest';
    findings.push({ code: 'timeline-out-of-order', line: list[0].line, message });
  }
  let added = 0;
  let before: Stamp | null = null;
  for (const { at, until } of rows) {
    if (at.isDated) added = 0;
    else if (at.day !== null) at.day += added;
    if (before?.day != null && before.minuteOfDay !== null && at.day !== null && at.minuteOfDay !== null) {
      const step = (at.day - before.day) * 1440 + at.minuteOfDay - before.minuteOfDay;
      const time = at.mention.time;
      if (
        (usesHalves || isUnpadded) &&
        !uses24 &&
        step < 0 &&
        !at.isDated &&
        time?.meridiem === null &&
        at.minuteOfDay < 720 &&
        step + 720 >= 0 &&
        step + 720 < rollOverMinutes
      ) {
        at.minuteOfDay += 720;
      } else if (!at.isDated && step <= -rollOverMinutes) {
        at.day += 1;
        added += 1;
      } else if (step < 0) tellOutOfOrder(at, findings);
    }
    if (until && !until.isDated && at.day !== null && until.minuteOfDay !== null && at.minuteOfDay !== null) {
      until.day = at.day + (until.minuteOfDay < at.minuteOfDay ? 1 : 0) + until.mention.days;
      until.isYearKnown = at.isYearKnown;
    }
    before = at;
  }
  const undated = list.find(({ at }) => at.dayFrom === 'anchor' || at.dayFrom === null);
  if (undated) {
    const message =
      undated.at.day === null
        ? 'the times have no date, and nothing in the text gives one'
        : `the times have no date; it is taken from ${anchor?.from ?? 'the text'}`;
    findings.push({ code: 'date-missing', line: undated.line, message });
  }
}

function tellOutOfOrder(at: Stamp, findings: Finding[]): void {
  const message = 'this row is earlier than the one before it';
  findings.push({ code: 'timeline-out-of-order', line: at.line, message });
}

function descends(list: Entry[]): boolean {
  let down = 0;
  let up = 0;
  for (let at = 1; at < list.length; at += 1) {
    const a = list[at - 1]?.at;
    const b = list[at]?.at;
    if (!a || !b || a.minuteOfDay === null || b.minuteOfDay === null) continue;
    const isDated = a.isDated && b.isDated && a.day !== null && b.day !== null;
    const step = (isDated ? ((b.day ?? 0) - (a.day ?? 0)) * 1440 : 0) + b.minuteOfDay - a.minuteOfDay;
    // Without dates, a leap of more than half a day is one over midnight, the other way round.
    const isOverMidnight = !isDated && Math.abs(step) > 720;
    if (isOverMidnight ? step > 0 : step < 0) down += 1;
    if (isOverMidnight ? step < 0 : step > 0) up += 1;
  }
  return down > 1 && down > 2 * up;
}

/** `1:15` without a nought before it: nobody who counts to 24 writes it so. */
function isSingleDigit({ mention }: Stamp): boolean {
  const time = mention.time;
  return time !== null && time.hour < 10 && time.to - time.from === 4;
}
