import type { Times } from './judge.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = `(?:${months.join('|')})[a-z]*\\.?`;

/** Dates and times in the order in which they stand. Times as people write them most: `9:05`, `09:05:10 UTC`, `9:05 pm`. */
const stamps = new RegExp(
  [
    '(?<!\\d)(?<year>\\d{4})[-/.](?<month>\\d\\d?)[-/.](?<day>\\d\\d?)(?!\\d)',
    '(?<!\\d)(?<dayFirst>\\d\\d?)[-/.](?<monthSecond>\\d\\d?)[-/.](?<yearLast>\\d{4})(?!\\d)',
    `\\b(?<monthName>${month}) (?<dayAfter>\\d\\d?)(?:st|nd|rd|th)?,? (?<yearAfter>\\d{4})\\b`,
    `\\b(?<dayBefore>\\d\\d?)(?:st|nd|rd|th)? (?<nameAfter>${month}),? (?<yearEnd>\\d{4})\\b`,
    '(?<![\\d:.])(?<hour>\\d\\d?):(?<minute>\\d\\d)(?::\\d\\d)?(?!\\d) ?(?<half>[ap]m\\b)?(?<utc> ?(?:UTC|GMT|Z)\\b)?',
  ].join('|'),
  'gi',
);

type Stamp = { local: string; isUtc: boolean };

/**
 * What a quick script does: the first time in the document is the start, the last one the end, and a time
 * without a date belongs to the date above it, or to that of the title. Shows how hard the texts are.
 */
export function readNaively(text: string, title: string): Times {
  const found = [...findStamps(text, findDate(title))];
  return timesBetween(found.at(0) ?? null, found.length > 1 ? (found.at(-1) ?? null) : null);
}

/** One that stands alone is a start without an end. */
export function timesBetween(start: Stamp | null, end: Stamp | null): Times {
  const minutes =
    start && end ? (Date.parse(`${end.local}Z`) - Date.parse(`${start.local}Z`)) / 60_000 : null;
  return {
    start: start?.local ?? null,
    end: end?.local ?? null,
    startUtc: start?.isUtc ? `${start.local}:00Z` : null,
    endUtc: end?.isUtc ? `${end.local}:00Z` : null,
    minutes,
  };
}

function* findStamps(text: string, titleDate: string | null): Generator<Stamp> {
  let date = titleDate;
  for (const { groups = {} } of text.matchAll(stamps)) {
    const time = timeOf(groups);
    if (time === null) date = dateOf(groups) ?? date;
    else if (date !== null) yield { local: `${date}T${time}`, isUtc: groups.utc !== undefined };
  }
}

function findDate(title: string): string | null {
  for (const { groups = {} } of title.matchAll(stamps)) {
    const date = dateOf(groups);
    if (date !== null) return date;
  }
  return null;
}

type Groups = Record<string, string | undefined>;

/** Day before month where both are figures. Null for what no calendar has. */
function dateOf(groups: Groups): string | null {
  const year = groups.year ?? groups.yearLast ?? groups.yearAfter ?? groups.yearEnd;
  const day = groups.day ?? groups.dayFirst ?? groups.dayAfter ?? groups.dayBefore;
  const name = groups.monthName ?? groups.nameAfter;
  const number =
    name === undefined
      ? Number(groups.month ?? groups.monthSecond)
      : months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const date = `${year}-${twoDigits(number)}-${twoDigits(Number(day))}`;
  const parsed = new Date(`${date}T00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}

function timeOf({ hour, minute, half }: Groups): string | null {
  if (hour === undefined || minute === undefined) return null;
  const isPm = half?.toLowerCase() === 'pm';
  const written = Number(hour);
  const hours = half === undefined ? written : (written % 12) + (isPm ? 12 : 0);
  return hours < 24 && Number(minute) < 60 ? `${twoDigits(hours)}:${minute}` : null;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
