import type { DateToken, TimeToken, Token } from './token.ts';
import type { Zone } from './zones.ts';

/** One moment as a line mentions it: any of date, time and zone that stand together. Columns of the line. */
export type Mention = {
  from: number;
  to: number;
  date: DateToken | null;
  time: TimeToken | null;
  zone: Zone | null;
  weekday: number | null;
  /** Days added to what the context gives: "the next day", `+ 1`. */
  days: number;
  isHedged: boolean;
  /** It is one end of a range; `other` is the index of its counterpart in the line. */
  range: { end: 'first' | 'last'; other: number } | null;
};

/** Whether a line may be a row: never, maybe, or it stands among lines that all begin with times. */
export type RowKind = 'none' | 'maybe' | 'of-times';

export type Placeholder = { from: number; to: number; text: string };

const glue =
  /^[\s,;:@~≈±([|]*(?:(?:T|at|on|around|about|approx(?:imately|\.)?|roughly|ca\.?|circa|by|of|the)[\s,~≈±([]*){0,2}$/i;
const between =
  /^(?:\s?\([^()]{0,40}\))?[\s)\]]*(?:-|–|—|→|->|⇒|➔|to|until|till|til|through|thru|and|up to)[\s([~≈]*(?:about|around|approximately|roughly|the|ca\.?)?[\s~([]*$/i;
const hedge =
  /(?:[~≈±]|\b(?:ca|circa|about|around|approx(?:imately)?|roughly|some\s?time|nearly|maybe|probably|or so|not sure|exact time|guess)\b)\.?\s*(?:at\s)?[([]?$/i;
const hedgeAfter =
  /^\s?(?:~|±|\?|\([^()]{0,40}(?:maybe|approx|not sure|estimate|earlier|roughly|guess)|ish\b|or so\b)/i;

/** Puts what belongs together into moments. Times of a doubtful form count only where something makes them sure. */
export function readMentions(
  text: string,
  tokens: Token[],
  rows: RowKind,
): { mentions: Mention[]; placeholders: Placeholder[] } {
  const mentions: Mention[] = [];
  const placeholders: Placeholder[] = [];
  let open: Mention | null = null;
  for (const token of tokens) {
    if (token.kind === 'placeholder') {
      placeholders.push({ from: token.from, to: token.to, text: token.text });
      continue;
    }
    const near = open !== null && token.from - open.to < 24 && glue.test(text.slice(open.to, token.from));
    const gap = open === null ? '' : text.slice(open.to, Math.min(token.from, open.to + 24));
    if (open && near && take(open, token)) {
      if (token.kind === 'time' && hedge.test(gap)) open.isHedged = true;
      continue;
    }
    if (token.kind === 'zone' || token.kind === 'year' || token.kind === 'impossible') continue;
    if (token.kind === 'shift' && open !== null && token.from - open.to < 3 && open.days === 0) {
      open.days = token.days;
      open.to = token.to;
      continue;
    }
    open = emptyMention(token);
    take(open, token);
    mentions.push(open);
  }
  const sure = mentions.filter((one, index) => isSure(one, index, text, rows, mentions));
  for (const one of sure) {
    one.isHedged ||=
      hedge.test(text.slice(Math.max(0, one.from - 24), one.from)) ||
      hedgeAfter.test(text.slice(one.to, one.to + 60));
  }
  pair(sure, text);
  return { mentions: sure.filter((one) => one.date !== null || one.time !== null), placeholders };
}

function emptyMention({ from, to }: Token): Mention {
  return {
    from,
    to,
    date: null,
    time: null,
    zone: null,
    weekday: null,
    days: 0,
    isHedged: false,
    range: null,
  };
}

function take(into: Mention, token: Token): boolean {
  if (token.kind === 'date' && into.date === null) into.date = token;
  else if (token.kind === 'time' && into.time === null) into.time = token;
  else if (token.kind === 'zone' && into.zone === null && into.time !== null) into.zone = token.zone;
  else if (token.kind === 'weekday' && into.weekday === null) into.weekday = token.weekday;
  else if (token.kind === 'shift' && into.days === 0) into.days = token.days;
  else if (token.kind === 'year' && into.date?.year === null) into.date = { ...into.date, year: token.year };
  else return false;
  into.to = token.to;
  return true;
}

/** `11.50`, `1600` and `1h50` are times beside a date or a zone, where a row begins, or after "at" and "from". */
function isSure(one: Mention, index: number, text: string, rows: RowKind, all: Mention[]): boolean {
  if (one.date !== null || one.time === null || one.time.isSure || one.zone !== null) return true;
  const isHead = /^\W*(?:(?:ca\.?|circa|about|around)\s)?$/i.test(text.slice(0, one.from));
  if (isHead && rows === 'of-times') return true;
  if (isHead && rows === 'maybe' && !/^\s*(?:%|[a-z]+\b)/.test(text.slice(one.to))) return true;
  const word = text.slice(Math.max(0, one.from - 12), one.from);
  const isWord = /noon|midday|midnight|h/i.test(text.slice(one.from, one.to));
  if (isWord && /\b(?:at|around|from|since|until|till|by|before|to|and)\s~?$/i.test(word)) return true;
  const before = all[index - 1];
  const after = all[index + 1];
  const isPaired = (a: Mention | undefined, b: Mention | undefined) =>
    a !== undefined && b !== undefined && between.test(text.slice(a.to, b.from));
  return (
    (isPaired(before, one) && before?.time != null && (before.time.isSure || before.zone !== null)) ||
    (isPaired(one, after) && after?.time != null && (after.time.isSure || after.zone !== null))
  );
}

/** Marks ranges, and lets their ends lend each other what only one of them says. */
function pair(mentions: Mention[], text: string): void {
  for (let at = 1; at < mentions.length; at += 1) {
    const first = mentions[at - 1];
    const last = mentions[at];
    if (!first || !last || first.range !== null || first.to > last.from) continue;
    const words = text.slice(first.to, last.from);
    if (words.length > 60 || !between.test(words)) continue;
    if (
      /and/i.test(words) &&
      !/\b(?:between|from|both)\b/i.test(text.slice(Math.max(0, first.from - 60), first.from))
    )
      continue;
    if (first.time === null && last.time !== null && first.date === null) continue;
    first.range = { end: 'first', other: at };
    last.range = { end: 'last', other: at - 1 };
    if (first.time && last.time) {
      first.zone ??= last.zone;
      last.zone ??= first.zone;
      if (first.time.meridiem === null && last.time.meridiem !== null)
        first.time = inSameHalf(first.time, last.time);
    }
  }
}

/** In "7:26 to 7:32 pm" the first time is of the afternoon too, in "11:40 to 1:15 pm" it is not. */
function inSameHalf(first: TimeToken, last: TimeToken): TimeToken {
  if (first.hour > 12 || first.hour === 0) return first;
  const hour = last.meridiem === 'pm' ? (first.hour % 12) + 12 : first.hour % 12;
  const isBefore = hour * 60 + first.minute <= last.hour * 60 + last.minute;
  return isBefore ? { ...first, hour, meridiem: last.meridiem } : { ...first, meridiem: null };
}
