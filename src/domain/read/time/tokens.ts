import { unknownZone, type Zone, zoneNamed, zonePattern } from './zones.ts';

/** A date as written. In `a/b/y` the order is not known yet: `month` and `day` are null until the document decides. */
export type DateToken = {
  kind: 'date';
  from: number;
  to: number;
  year: number | null;
  month: number | null;
  day: number | null;
  /** The first two numbers of `03/10/2021`. */
  numbers: [number, number] | null;
  separator: string | null;
};

/**
 * A time of the day. `isSure` is false for forms that mean something else as often (`11.50`, `1600`, `1h50`):
 * they count only beside a date, a zone or where a row begins. `days`: 24:10 is ten past midnight of the next day.
 */
export type TimeToken = {
  kind: 'time';
  from: number;
  to: number;
  hour: number;
  minute: number;
  days: number;
  meridiem: 'am' | 'pm' | null;
  /** It could be of either half of the day: written with an hour up to 12, without am or pm. */
  isSure: boolean;
  /** Why the form is faulty, in words for people. */
  fault: string | null;
  /** To a fraction of a second: a machine wrote it. */
  isOfLog: boolean;
};

export type OtherToken =
  | { kind: 'zone'; from: number; to: number; zone: Zone }
  | { kind: 'weekday'; from: number; to: number; weekday: number }
  | { kind: 'shift'; from: number; to: number; days: number }
  | { kind: 'year'; from: number; to: number; year: number }
  /** Something that stands where a time should stand: `HH:mm`, `14:??`, `2022-05-??`. */
  | { kind: 'placeholder'; from: number; to: number; text: string }
  /** `08:75` */
  | { kind: 'impossible'; from: number; to: number; text: string };

export type Token = DateToken | TimeToken | OtherToken;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const weekday =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const year = String.raw`(?:19|20)\d\d`;
const meridiem = String.raw`\s?(?:[ap]\.m\.|[ap]m\b|(?<=\d)[ap](?![\w.]))`;

/** One alternative for each form; all quantifiers are bounded, so that the search is linear. */
const pattern = new RegExp(
  [
    // 2022-05-??, 2021/22-??-??, HH:mm, 14:??, 2X:XX, --:--
    String.raw`(?<placeholder>\b\d{4}(?:\/\d{2,4})?-(?:\?\?|\d\d|xx)-(?:\?\?|xx)(?!\w)(?:[ T](?:hh:mm|\d\d:\?\?|\?\?:\?\?))?|\byyyy-mm-dd\b(?:[ T]hh:mm)?|\bhh:mm\b|(?<![\d:])\d{1,2}:(?:\?{1,2}|xx)(?![\d:])|(?<!\w)\dx:xx\b|(?<!\w)(?:\?\?|--|__|xx):(?:\?\?|--|__|xx)(?!\w))`,
    // 2024-10-31, 2024/10/31, 2024.10.31, and what may follow directly: T04:18
    String.raw`(?<iso>(?<![\d.:/_-])(?<isoYear>${year})(?<isoBar>[-/.])(?<isoMonth>\d{1,2})\k<isoBar>(?<isoDay>\d{1,2})(?![\d_])(?:T(?=\d\d:?\d\d))?)`,
    // 31/10/2024, 31.10.2024, 31-10-2024, 31/10/24
    String.raw`(?<numeric>(?<![\d.:/-])(?<one>\d{1,2})(?<bar>[-/.])(?<two>\d{1,2})\k<bar>(?<numericYear>${year}|(?<=\/)\d\d)(?![\d.:/-]\d|\d))`,
    // 2024-Oct-31
    String.raw`(?<isoNamed>(?<![\d-])(?<isoNamedYear>${year})[-/ ](?<isoNamedMonth>${month})[-/ ](?<isoNamedDay>\d{1,2})(?!\d))`,
    // October 31, 2024; Oct 31st
    String.raw`(?<named>\b(?<firstMonth>${month})\b\.?\s{1,3}(?<dayAfter>\d{1,2})(?:st|nd|rd|th)?\b(?!:\d|\s?[ap]m\b|\.\d|%)(?:\s*,?\s{0,3}(?<yearAfterDay>${year})(?!:|\d))?)`,
    // 31 October 2024, 31st of Oct., 31-Oct-2024
    String.raw`(?<turned>(?<![\d.:])(?<dayBefore>\d{1,2})(?:st|nd|rd|th)?\.?(?:\s{1,3}of)?[\s-]{1,3}(?<lastMonth>${month})\b\.?(?:\s*,?[\s-]{0,3}(?<yearAfterMonth>${year})(?!:\d|\d))?)`,
    // 04:18, 4:18:05.120, 04:18am, 24:10
    String.raw`(?<clock>(?<![\w:./])(?<![\d]-)|(?<=\dT))(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?<fraction>[.,]\d{1,9})?)?(?<half>${meridiem})?(?!:?\d|\.\d)`,
    // 4 am, 11 p.m.
    String.raw`(?<whole>(?<![\w.:/-])(?<wholeHour>\d{1,2})(?:\.(?<wholeMinute>\d\d))?\s?(?<wholeHalf>[ap]\.m\.|[ap]m\b))`,
    // 15h50, 15 h 50
    String.raw`(?<french>(?<![\w.:])(?<frenchHour>\d{1,2})\s?h\s?(?<frenchMinute>\d\d)(?![\w:.]))`,
    // 11.50, 1600
    String.raw`(?<dotted>(?<![\w.:/-])(?<dottedHour>\d{1,2})\.(?<dottedMinute>\d\d)(?![\w.%:/]|\s?%))`,
    String.raw`(?<year>(?<=:\d\d\s(?:[A-Z]{1,5}\s)?)${year}(?![\d:.-]))`,
    String.raw`(?<four>(?<![\w.:/,#-])(?:[01]\d|2[0-4])[0-5]\d(?=\s|$|[-–—,;:)\]]|h|z\b|utc|gmt|[+]))`,
    String.raw`(?<noon>\b(?:noon|midday|midnight)\b)`,
    String.raw`(?<weekday>\b${weekday}\b\.?)`,
    String.raw`(?<shift>\b(?:the\s)?(?:next|following)\s(?:day|morning)\b|\b(?:the\s)?(?:day\sbefore|previous\sday)\b|\bsame\sday\b|(?<=\d(?:\s?utc)?\s?\(?)\+\s?1(?:\s?d(?:ay)?)?(?!\d|:\d))`,
  ].join('|'),
  'gi',
);

/** Cheap to look for, and in every form there is. */
const worthALook =
  /\d[:.h/-]\d|\d{4}|\d\s?h\s?\d|\d\s?[ap]\.?m|\?\?|(?:hh|xx|--|__|\dx):|noon|midday|midnight|yyyy|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\.?\s{1,3}\d|\d(?:st|nd|rd|th)?\.?(?:\s{1,3}of)?[\s-]{1,3}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** What of a line tells dates and times, in order. */
export function readTokens(text: string): Token[] {
  if (!worthALook.test(text)) return [];
  const tokens: Token[] = [];
  let read = 0;
  for (const found of text.matchAll(pattern)) {
    // The digits of an offset are no time once more.
    if (found.index < read) continue;
    const token = tokenOf(found, text);
    if (token === null) continue;
    tokens.push(token);
    if (token.kind !== 'time' && token.kind !== 'shift') continue;
    const zone = zoneAfter(text, token);
    if (zone === null) continue;
    tokens.push(zone);
    read = zone.to;
  }
  return tokens;
}

const sticky = new RegExp(String.raw`[\s,]{0,3}[(\[]?(${zonePattern.source}|(?<=\d)z\b)`, 'iy');

function zoneAfter(text: string, token: Token): Token | null {
  const { from: begin, to: from } = token;
  sticky.lastIndex = from;
  const found = sticky.exec(text);
  const unknown = unknownZone(text.slice(from, from + 30));
  if (unknown && (!found || zoneNamed(found[1] ?? '') === null)) {
    return { kind: 'zone', from, to: from + unknown.name.length, zone: unknown };
  }
  if (!found) return null;
  const named = found[1] ?? '';
  // `10:00 -10:45` is a range; only times that a machine wrote have a bare negative offset.
  const isMachines = text[begin - 1] === 'T' || /:\d\d:\d\d/.test(text.slice(begin, from));
  if (/^[-−]/.test(named) && !isMachines && !isOffset(token, named)) return null;
  const zone = zoneNamed(named);
  return zone === null ? null : { kind: 'zone', from, to: from + found[0].length, zone };
}

function tokenOf(found: RegExpMatchArray, text: string): Token | null {
  const part = found.groups ?? {};
  const from = found.index ?? 0;
  const at = { from, to: from + found[0].length };
  if (part.placeholder !== undefined) return { kind: 'placeholder', ...at, text: found[0] };
  if (part.iso !== undefined) {
    return dateOf(at, Number(part.isoYear), Number(part.isoMonth), Number(part.isoDay));
  }
  if (part.isoNamed !== undefined) {
    return namedDate(at, part.isoNamedMonth, part.isoNamedDay, part.isoNamedYear);
  }
  if (part.numeric !== undefined) return numericDate(at, part);
  if (part.named !== undefined) {
    return namedDate(at, part.firstMonth, part.dayAfter, part.yearAfterDay);
  }
  if (part.turned !== undefined) {
    return namedDate(at, part.lastMonth, part.dayBefore, part.yearAfterMonth);
  }
  if (part.weekday !== undefined) {
    return { kind: 'weekday', ...at, weekday: weekdays.indexOf(found[0].slice(0, 3).toLowerCase()) };
  }
  if (part.shift !== undefined) return { kind: 'shift', ...at, days: shiftOf(found[0]) };
  if (part.year !== undefined) return { kind: 'year', ...at, year: Number(found[0]) };
  return clockOf(at, part, found[0], text);
}

/** `10:45 -0500`, and `10:45 -05:00`, which would be a range backwards. */
function isOffset(token: Token, named: string): boolean {
  if (token.kind !== 'time') return false;
  const parts = /^[-−](\d\d)(:?)(\d\d)$/.exec(named);
  const hour = Number(parts?.[1]);
  if (!parts || hour > 12 || !/^(?:00|30|45)$/.test(parts[3] ?? '')) return false;
  return parts[2] === '' || hour * 60 + Number(parts[3]) < token.hour * 60 + token.minute;
}

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

type At = { from: number; to: number };

function dateOf(at: At, year: number | null, month: number, day: number): DateToken | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    // Kept, so that it can be told; no calendar has it.
    return { kind: 'date', ...at, year, month: null, day: null, numbers: null, separator: null };
  }
  return { kind: 'date', ...at, year, month, day, numbers: null, separator: null };
}

function numericDate(at: At, part: Record<string, string | undefined>): DateToken | null {
  const one = Number(part.one);
  const two = Number(part.two);
  const year = Number(part.numericYear);
  const separator = part.bar ?? '/';
  if (one === 0 || two === 0 || one > 31 || two > 31 || (one > 12 && two > 12)) return null;
  const full = year < 100 ? 2000 + year : year;
  return { kind: 'date', ...at, year: full, month: null, day: null, numbers: [one, two], separator };
}

function namedDate(at: At, name = '', day = '', year: string | undefined = undefined): DateToken | null {
  // The verb and "mar" are words; months are written with a capital.
  if (name === 'may' || name === 'mar' || name === 'sep' || name === 'dec') return null;
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return dateOf(at, year === undefined ? null : Number(year), month, Number(day));
}

function clockOf(
  at: At,
  part: Record<string, string | undefined>,
  whole: string,
  text: string,
): Token | null {
  if (part.noon !== undefined) {
    const isNoon = !/midnight/i.test(whole);
    return timeOf(at, isNoon ? 12 : 0, 0, null, { isSure: false });
  }
  if (part.hour !== undefined) {
    if (isLength(text, at.to, Number(part.hour), part.hour)) return null;
    const isImpossible = Number(part.minute) > 59 || (Number(part.hour) > 24 && Number(part.hour) < 30);
    if (isImpossible && part.hour.length === 2) return { kind: 'impossible', ...at, text: whole };
    const isOfLog = part.fraction !== undefined;
    return timeOf(at, Number(part.hour), Number(part.minute), halfOf(part.half), { isOfLog });
  }
  if (part.whole !== undefined) {
    const minute = Number(part.wholeMinute ?? 0);
    return timeOf(at, Number(part.wholeHour), minute, halfOf(part.wholeHalf), {});
  }
  if (part.french !== undefined) {
    return timeOf(at, Number(part.frenchHour), Number(part.frenchMinute), null, { isSure: false });
  }
  if (part.dotted !== undefined) {
    return timeOf(at, Number(part.dottedHour), Number(part.dottedMinute), null, { isSure: false });
  }
  if (part.four === undefined) return null;
  return timeOf(at, Number(whole.slice(0, 2)), Number(whole.slice(2)), null, { isSure: false });
}

/** `1:30 hours` is a length, `16:00 hours` a time. */
function isLength(text: string, to: number, hour: number, written = ''): boolean {
  if (!/^\s?(?:h(?:ou)?rs?|mins?|minutes)\b/i.test(text.slice(to, to + 10))) return false;
  return written.length < 2 || hour > 24;
}

function halfOf(text: string | undefined): 'am' | 'pm' | null {
  if (text === undefined) return null;
  return /p/i.test(text) ? 'pm' : 'am';
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
