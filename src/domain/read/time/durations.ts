import { numberWords } from '../text/number-words.ts';

/** A length of time as a text gives it. `unitMinutes`: how exact its smallest part is. Columns of the text. */
export type Length = {
  from: number;
  to: number;
  minutes: number;
  unitMinutes: number;
  isHedged: boolean;
  text: string;
};

const numbers: Record<string, number> = {
  a: 1,
  an: 1,
  ...numberWords,
  fifteen: 15,
  sixty: 60,
  ninety: 90,
};
const number = String.raw`(?:\d{1,6}(?:[.,]\d{1,2})?|${Object.keys(numbers)
  .filter((word) => word.length > 2)
  .join('|')}|an?(?=\s))`;
const day = String.raw`(?:\s?-?\s?(?:days?|d)\b)`;
const hour = String.raw`(?:\s?-?\s?(?:hours?|hrs?|h)(?![a-z]))`;
const minute = String.raw`(?:\s?-?\s?(?:minutes?|mins?|m)(?![a-z]))`;
const second = String.raw`(?:\s?-?\s?(?:seconds?|secs?|s)(?![a-z]))`;
const join = String.raw`(?:\s?(?:,|and|&)?\s?)`;

const pattern = new RegExp(
  [
    String.raw`(?<half>\bhalf\s(?:an|a)\s(?<halfOf>hour|day)\b)`,
    String.raw`(?<![\w.:-])(?<andHalf>${number})\s(?:hours?\sand\sa\shalf|and\sa\shalf\shours?)\b`,
    String.raw`(?<![\w.:-])(?<days>${number})${day}(?:${join}(?<dayHours>${number})${hour})?(?:${join}(?<dayMinutes>${number})${minute})?`,
    String.raw`(?<![\w.:-])(?<hours>${number})${hour}(?:${join}(?<hourMinutes>\d{1,3})(?:${minute}|(?![\w:.]))(?:${join}\d{1,2}${second})?)?`,
    String.raw`(?<![\w.:-])(?<minutes>${number})${minute}(?:${join}(?<minuteSeconds>\d{1,2})${second})?`,
    String.raw`(?<![\w.:-])(?<seconds>\d{1,6})${second}`,
  ].join('|'),
  'gi',
);
/** Cheaper than the whole pattern, for the many texts without any length. */
const mayTell = new RegExp(
  String.raw`(?:\d|\b(?:${Object.keys(numbers).join('|')}|half))[\s-]?(?:an?\s)?(?:d|h|m|s)`,
  'i',
);
const hedge =
  /(?:[~≈<>]|\b(?:about|around|approx(?:imately|\.)?|roughly|almost|nearly|over|under|up to|at least|more than|less than|some|ca\.?|circa|c\.)\s?)$/i;

/** All lengths of time that a text gives: `17hrs 47min`, `1h50m`, `5 hours and 26 minutes`, `half an hour`. */
export function readLengths(text: string): Length[] {
  if (!mayTell.test(text)) return [];
  const lengths: Length[] = [];
  for (const found of text.matchAll(pattern)) {
    const length = lengthOf(found.groups ?? {});
    if (length === null) continue;
    const from = found.index;
    if (isTimeOfDay(text, from, found) || /\dM$/.test(found[0])) continue;
    const isHedged = hedge.test(text.slice(Math.max(0, from - 16), from).trimEnd());
    lengths.push({ ...length, from, to: from + found[0].length, isHedged, text: found[0].trim() });
  }
  return lengths;
}

/** "since 14h00 UTC" gives a time of the day in the French manner. */
function isTimeOfDay(text: string, from: number, found: RegExpExecArray): boolean {
  if (!/^\d{1,2}\s?h\s?\d\d$/i.test(found[0])) return false;
  const before = text.slice(Math.max(0, from - 12), from);
  return (
    /(?:\b(?:at|since|from|until|till|to|around|by)|\d{4}-\d\d-\d\d)\s~?$/i.test(before) ||
    /^\s?\(?(?:UTC|GMT|[A-Z]{3,4})\b/.test(text.slice(from + found[0].length))
  );
}

function lengthOf(part: Record<string, string | undefined>): { minutes: number; unitMinutes: number } | null {
  if (part.half !== undefined) {
    return part.halfOf?.toLowerCase() === 'day'
      ? { minutes: 720, unitMinutes: 60 }
      : { minutes: 30, unitMinutes: 10 };
  }
  if (part.andHalf !== undefined) return { minutes: countOf(part.andHalf) * 60 + 30, unitMinutes: 30 };
  if (part.days !== undefined) {
    const rest = countOf(part.dayHours) * 60 + countOf(part.dayMinutes);
    const unitMinutes = part.dayMinutes !== undefined ? 1 : part.dayHours !== undefined ? 60 : 1440;
    return { minutes: countOf(part.days) * 1440 + rest, unitMinutes };
  }
  if (part.hours !== undefined) {
    const unitMinutes = part.hourMinutes !== undefined ? 1 : 60;
    return { minutes: Math.round(countOf(part.hours) * 60) + countOf(part.hourMinutes), unitMinutes };
  }
  if (part.minutes !== undefined) {
    return {
      minutes: countOf(part.minutes) + Math.round(countOf(part.minuteSeconds) / 60),
      unitMinutes: 1,
    };
  }
  if (part.seconds === undefined) return null;
  return { minutes: Math.round(countOf(part.seconds) / 60), unitMinutes: 1 };
}

function countOf(text: string | undefined): number {
  if (text === undefined) return 0;
  return numbers[text.toLowerCase()] ?? Number(text.replace(',', '.'));
}
