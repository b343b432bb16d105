import type { DateToken, TimeToken, Token } from './token.ts';

type At = { from: number; to: number };

/**
 * One form in which people write dates and times. `find` has no groups of its own and only bounded repetitions, so that
 * the search for all forms at once is linear; `read` understands what was found.
 */
export type Form = { find: string; read: (found: string, at: At, line: string) => Token | null };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const weekday =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const year = String.raw`(?:19|20)\d\d`;
const meridiem = String.raw`\s?(?:[ap]\.m\.|[ap]m\b|(?<=\d)[ap](?![\w.]))`;

/** In the order in which they are tried at each place. A new form is a new entry, with examples in the tests. */
export const forms: readonly Form[] = [
  {
    // 2022-05-??, 2021/22-??-??, HH:mm, 14:??, 2X:XX, --:--
    find: String.raw`\b\d{4}(?:\/\d{2,4})?-(?:\?\?|\d\d|xx)-(?:\?\?|xx)(?!\w)(?:[ T](?:hh:mm|\d\d:\?\?|\?\?:\?\?))?|\byyyy-mm-dd\b(?:[ T]hh:mm)?|\bhh:mm\b|(?<![\d:])\d{1,2}:(?:\?{1,2}|xx)(?![\d:])|(?<!\w)\dx:xx\b|(?<!\w)(?:\?\?|--|__|xx):(?:\?\?|--|__|xx)(?!\w)`,
    read: (found, at) => ({ kind: 'placeholder', ...at, text: found }),
  },
  {
    // 2024-10-31, 2024/10/31, 2024.10.31, and what may follow directly: T04:18
    find: String.raw`(?<![\d.:/_-])${year}(?:-\d{1,2}-|\/\d{1,2}\/|\.\d{1,2}\.)\d{1,2}(?![\d_])(?:T(?=\d\d:?\d\d))?`,
    read: (found, at) => {
      const [, years, month, day] = /^(\d{4}).(\d{1,2}).(\d{1,2})/.exec(found) ?? [];
      return dateOf(at, Number(years), Number(month), Number(day));
    },
  },
  {
    // 31/10/2024, 31.10.2024, 31-10-2024, 31/10/24
    find: String.raw`(?<![\d.:/-])\d{1,2}(?:-\d{1,2}-${year}|\.\d{1,2}\.${year}|\/\d{1,2}\/(?:${year}|\d\d))(?![\d.:/-]\d|\d)`,
    read: (found, at) => numericDate(at, found),
  },
  {
    // 2024-Oct-31
    find: String.raw`(?<![\d-])${year}[-/ ]${month}[-/ ]\d{1,2}(?!\d)`,
    read: (found, at) => namedDate(at, found.slice(5), found.slice(-2).replace(/\D/, ''), found.slice(0, 4)),
  },
  {
    // October 31, 2024; Oct 31st
    find: String.raw`\b${month}\b\.?\s{1,3}\d{1,2}(?:st|nd|rd|th)?\b(?!:\d|\s?[ap]m\b|\.\d|%)(?:\s*,?\s{0,3}${year}(?!:|\d))?`,
    read: (found, at) => {
      const [, day, years] = /^\D{3,15}(\d{1,2})(?:\D{1,8}(\d{4}))?/.exec(found) ?? [];
      return namedDate(at, found, day, years);
    },
  },
  {
    // 31 October 2024, 31st of Oct., 31-Oct-2024
    find: String.raw`(?<![\d.:])\d{1,2}(?:st|nd|rd|th)?\.?(?:\s{1,3}of)?[\s-]{1,3}${month}\b\.?(?:\s*,?[\s-]{0,3}${year}(?!:\d|\d))?`,
    read: (found, at) => {
      const [, day, name, years] =
        /^(\d{1,2})(?:st|nd|rd|th)?\.?(?:\s+of)?[\s-]+(\p{L}+)\D{0,8}(\d{4})?/iu.exec(found) ?? [];
      return namedDate(at, name, day, years);
    },
  },
  {
    // 04:18, 4:18:05.120, 04:18am, 24:10
    find: String.raw`(?:(?<![\w:./])(?<![\d]-)|(?<=\dT))\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:${meridiem})?(?!:?\d|\.\d)`,
    read: readClock,
  },
  {
    // 4 am, 11 p.m., 4.30pm
    find: String.raw`(?<![\w.:/-])\d{1,2}(?:\.\d\d)?\s?(?:[ap]\.m\.|[ap]m\b)`,
    read: (found, at) => {
      const [, hour, minute = '0'] = /^(\d{1,2})(?:\.(\d\d))?/.exec(found) ?? [];
      return timeOf(at, Number(hour), Number(minute), halfOf(found), {});
    },
  },
  {
    // 15h50, 15 h 50
    find: String.raw`(?<![\w.:])\d{1,2}\s?h\s?\d\d(?![\w:.])`,
    read: (found, at) => unsure(at, found, /^(\d{1,2})\D+(\d\d)$/),
  },
  {
    // 11.50
    find: String.raw`(?<![\w.:/-])\d{1,2}\.\d\d(?![\w.%:/]|\s?%)`,
    read: (found, at) => unsure(at, found, /^(\d{1,2})\.(\d\d)$/),
  },
  {
    // The year behind a time: Thu Oct 31 04:18:00 UTC 2024
    find: String.raw`(?<=:\d\d\s(?:[A-Z]{1,5}\s)?)${year}(?![\d:.-])`,
    read: (found, at) => ({ kind: 'year', ...at, year: Number(found) }),
  },
  {
    // 1600
    find: String.raw`(?<![\w.:/,#-])(?:[01]\d|2[0-4])[0-5]\d(?=\s|$|[-–—,;:)\]]|h|z\b|utc|gmt|[+])`,
    read: (found, at) => unsure(at, found, /^(\d\d)(\d\d)$/),
  },
  {
    find: String.raw`\b(?:noon|midday|midnight)\b`,
    read: (found, at) => timeOf(at, /midnight/i.test(found) ? 0 : 12, 0, null, { isSure: false }),
  },
  {
    find: String.raw`\b${weekday}\b\.?`,
    read: (found, at) => ({
      kind: 'weekday',
      ...at,
      weekday: weekdays.indexOf(found.slice(0, 3).toLowerCase()),
    }),
  },
  {
    // "the next day", + 1
    find: String.raw`\b(?:the\s)?(?:next|following)\s(?:day|morning)\b|\b(?:the\s)?(?:day\sbefore|previous\sday)\b|\bsame\sday\b|(?<=\d(?:\s?utc)?\s?\(?)\+\s?1(?:\s?d(?:ay)?)?(?!\d|:\d)`,
    read: (found, at) => ({ kind: 'shift', ...at, days: shiftOf(found) }),
  },
];

/** "Report for February 2024": months that are named with their year. */
export function readMonths(text: string): { year: number; month: number }[] {
  const form = new RegExp(String.raw`\b(${month})\.?,?\s(${year})\b`, 'gi');
  return [...text.matchAll(form)].map(([, name = '', number]) => ({
    year: Number(number),
    month: months.indexOf(name.slice(0, 3).toLowerCase()) + 1,
  }));
}

function shiftOf(words: string): number {
  if (/before|previous/i.test(words)) return -1;
  return /same/i.test(words) ? 0 : 1;
}

function dateOf(at: At, year: number | null, month: number, day: number): DateToken | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    // Kept, so that it can be told; no calendar has it.
    return { kind: 'date', ...at, year, month: null, day: null, numbers: null, separator: null };
  }
  return { kind: 'date', ...at, year, month, day, numbers: null, separator: null };
}

function numericDate(at: At, found: string): DateToken | null {
  const [, first, separator = '/', second, years] = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d+)$/.exec(found) ?? [];
  const one = Number(first);
  const two = Number(second);
  const year = Number(years);
  if (one === 0 || two === 0 || one > 31 || two > 31 || (one > 12 && two > 12)) return null;
  const full = year < 100 ? 2000 + year : year;
  return { kind: 'date', ...at, year: full, month: null, day: null, numbers: [one, two], separator };
}

function namedDate(at: At, name = '', day = '', year: string | undefined = undefined): DateToken | null {
  // The verb and "mar" are words; months are written with a capital.
  if (/^(?:may|mar|sep|dec)(?![a-z])/.test(name)) return null;
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return dateOf(at, year === undefined ? null : Number(year), month, Number(day));
}

function readClock(found: string, at: At, line: string): Token | null {
  const [, hour = '', minute, fraction] = /^(\d{1,2}):(\d\d)(?::\d\d([.,]\d+)?)?/.exec(found) ?? [];
  if (isLength(line, at.to, Number(hour), hour)) return null;
  const isImpossible = Number(minute) > 59 || (Number(hour) > 24 && Number(hour) < 30);
  if (isImpossible && hour.length === 2) return { kind: 'impossible', ...at, text: found };
  return timeOf(at, Number(hour), Number(minute), halfOf(found), { isOfLog: fraction !== undefined });
}

/** Forms that mean something else as often. */
function unsure(at: At, found: string, parts: RegExp): TimeToken | null {
  const [, hour, minute] = parts.exec(found) ?? [];
  return timeOf(at, Number(hour), Number(minute), null, { isSure: false });
}

/** `1:30 hours` is a length, `16:00 hours` a time. */
function isLength(text: string, to: number, hour: number, written = ''): boolean {
  if (!/^\s?(?:h(?:ou)?rs?|mins?|minutes)\b/i.test(text.slice(to, to + 10))) return false;
  return written.length < 2 || hour > 24;
}

function halfOf(found: string): 'am' | 'pm' | null {
  const half = /([ap])(?:\.?m\.?)?$/i.exec(found)?.[1];
  if (half === undefined) return null;
  return half.toLowerCase() === 'p' ? 'pm' : 'am';
}

function timeOf(
  at: At,
  hour: number,
  minute: number,
  half: 'am' | 'pm' | null,
  more: { isSure?: boolean; isOfLog?: boolean },
): TimeToken | null {
  const { isSure = true, isOfLog = false } = more;
  const base = { kind: 'time' as const, ...at, minute, meridiem: half, isSure, isOfLog };
  if (minute > 59 || hour > 47) return null;
  if (half !== null && hour > 12) {
    if (hour > 23) return null;
    return { ...base, hour, days: 0, fault: `the hour ${hour} needs no "${half}"` };
  }
  if (half !== null) {
    const fault = hour === 0 ? `${half} has no hour 0` : null;
    return { ...base, hour: (hour % 12) + (half === 'pm' ? 12 : 0), days: 0, fault };
  }
  if (hour < 24) return { ...base, hour, days: 0, fault: null };
  if (hour > 24) return null;
  return { ...base, hour: 0, days: 1, fault: 'a day ends at 24:00' };
}
