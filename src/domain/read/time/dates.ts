import { readMonths } from './forms.ts';
import { anyYear, dayNumber } from './stamps.ts';
import type { DateToken, Token } from './token.ts';

/** What the whole document says of how its dates are to be read. */
export type DateStyle = {
  /** Which of `03/10/2021` is the day; null where nothing decides it. */
  order: 'day-first' | 'month-first' | null;
  /** The year of dates that give none; null where nothing tells. */
  yearNear: (month: number, day: number) => number | null;
};

/**
 * Whether `03/10/2021` is of March or of October, decided for the document as a whole: by a number above
 * twelve, by dates that are written out, by weekdays beside them, by a legend such as "DD/MM/YYYY".
 */
export function orderOf(
  dates: DateToken[],
  checks: { date: DateToken; weekday: number }[],
  document: string,
): DateStyle['order'] {
  const numeric = dates.filter((date) => date.numbers !== null);
  if (numeric.length === 0) return null;
  if (/\bdd[-/.]mm[-/.]yy/i.test(document)) return 'day-first';
  if (/\bmm[-/.]dd[-/.]yy/i.test(document)) return 'month-first';
  const first = numeric.some(({ numbers }) => (numbers?.[0] ?? 0) > 12);
  const second = numeric.some(({ numbers }) => (numbers?.[1] ?? 0) > 12);
  if (first !== second) return first ? 'day-first' : 'month-first';
  if (first && second) return null;
  const known = dates.filter((date) => date.month !== null).slice(0, mostCompared);
  const votes = { 'day-first': 0, 'month-first': 0 };
  for (const { numbers, year } of numeric.slice(0, mostCompared)) {
    const [one, two] = numbers ?? [0, 0];
    if (one === two) continue;
    for (const date of known) {
      if (date.year !== null && date.year !== year) continue;
      if (date.month === two && Math.abs((date.day ?? 99) - one) <= 3) votes['day-first'] += 1;
      if (date.month === one && Math.abs((date.day ?? 99) - two) <= 3) votes['month-first'] += 1;
    }
  }
  for (const { date, weekday } of checks) {
    const [one, two] = date.numbers ?? [0, 0];
    if (weekdayOf(date.year, two, one) === weekday) votes['day-first'] += 1;
    if (weekdayOf(date.year, one, two) === weekday) votes['month-first'] += 1;
  }
  if (votes['day-first'] !== votes['month-first']) {
    return votes['day-first'] > votes['month-first'] ? 'day-first' : 'month-first';
  }
  // Nobody writes 31.10. or 03-10-2021 month first, but for slashes nothing is sure.
  return numeric.every(({ separator }) => separator !== '/') ? 'day-first' : null;
}

function weekdayOf(year: number | null, month: number | null, day: number | null): number | null {
  if (year === null || month === null || day === null) return null;
  const number = dayNumber(year, month, day);
  return number === null ? null : (((number + 4) % 7) + 7) % 7;
}

/** Month and day of a date in the document's order; null where that is open or no calendar has it. */
function monthAndDay(date: DateToken, order: DateStyle['order']): { month: number; day: number } | null {
  if (date.numbers === null) {
    return date.month === null || date.day === null ? null : { month: date.month, day: date.day };
  }
  const [one, two] = date.numbers;
  if (one === two) return { month: one, day: two };
  if (order === null && one <= 12 && two <= 12) return null;
  const isDayFirst = one > 12 || (two <= 12 && order === 'day-first');
  return isDayFirst ? { month: two, day: one } : { month: one, day: two };
}

/** More dates than these decide nothing that fewer would not. */
const mostCompared = 300;

/** Takes the year from the dates of the document that have one: the nearest to the month in question. */
export function yearsOf(dates: DateToken[], writtenAt: number | null, head: string): DateStyle['yearNear'] {
  const dated = dates.flatMap((date) => {
    const month = date.month ?? date.numbers?.[0] ?? null;
    return date.year === null || month === null ? [] : [{ year: date.year, month }];
  });
  const full = dated.length > 0 ? dated : readMonths(head.slice(0, 2_000));
  const votes = new Map<number, number>();
  for (const { year } of full) votes.set(year, (votes.get(year) ?? 0) + 1);
  const distinct = [...new Map(full.map((one) => [one.year * 12 + one.month, one])).values()].slice(
    0,
    mostCompared,
  );
  const nearest = new Map<number, number | null>();
  const nearestTo = (month: number) => {
    const distances = distinct.map((one) => {
      const apart = month - one.month;
      const year = apart > 6 ? one.year - 1 : apart < -6 ? one.year + 1 : one.year;
      return {
        year,
        apart: Math.min(Math.abs(apart), 12 - Math.abs(apart)),
        votes: votes.get(one.year) ?? 0,
      };
    });
    return distances.sort((a, b) => a.apart - b.apart || b.votes - a.votes)[0]?.year ?? null;
  };
  return (month, day) => {
    if (full.length > 0) {
      if (!nearest.has(month)) nearest.set(month, nearestTo(month));
      return nearest.get(month) ?? null;
    }
    if (writtenAt === null) return null;
    const year = new Date(writtenAt * 86_400_000).getUTCFullYear();
    const that = dayNumber(year, month, day);
    return that !== null && that > writtenAt + 1 ? year - 1 : year;
  };
}

/** The day of a date; in any year where the year is open. */
export function dayOf(
  date: DateToken,
  style: DateStyle,
): { day: number; isYearKnown: boolean } | 'ambiguous' | 'impossible' {
  const parts = monthAndDay(date, style.order);
  if (parts === null) return date.numbers === null ? 'impossible' : 'ambiguous';
  const year = date.year ?? style.yearNear(parts.month, parts.day);
  const day = dayNumber(year ?? anyYear, parts.month, parts.day);
  return day === null ? 'impossible' : { day, isYearKnown: year !== null };
}

export function dateTokens(tokens: Token[]): DateToken[] {
  return tokens.filter((token) => token.kind === 'date');
}
