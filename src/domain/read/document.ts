import { type DateStyle, dateTokens, dayOf, orderOf, yearsOf } from './dates.ts';
import { type Line, readLines } from './lines.ts';
import { type Mention, readMentions } from './mentions.ts';
import type { Finding, ReadOptions } from './reading.ts';
import { readSections, type Section } from './sections.ts';
import { type Entry, type Stamp, textBeside } from './stamps.ts';
import { readTokens, type Token } from './tokens.ts';
import { type ZoneStatement, zoneStated } from './zone-statements.ts';
import { inRegion, type Zone } from './zones.ts';

/** A document with all moments it mentions, resolved as far as it says. `stamps` by line, as `lines`. */
export type Document = {
  lines: Line[];
  sections: Section[];
  stamps: Stamp[][];
  entries: Entry[];
  /** What was found wrong on the way. */
  findings: Finding[];
  /** The day that the file's name or the title gives. */
  titleDay: number | null;
};

type Seen = { line: Line; tokens: Token[]; mentions: Mention[]; isRow: boolean };

type Known = { day: number; isYearKnown: boolean };

/** Where the day of rows comes from that give none. */
type Anchor = (Known & { from: string }) | null;

const rowHead =
  /^(?:\d{1,3}[.)]?\s\|\s?)?[\s([~≈±@|•-]*(?:(?:at|on|update|around|about|ca\.?|circa|approx\.?|by|from)\b)?[\s:,~–-]*$/i;
const longestBody = 600;
/** A step backwards of this size is the next day, a smaller one a row out of order. */
const rollOverMinutes = 6 * 60;

export function readDocument(text: string, options: ReadOptions): Document {
  const lines = readLines(text);
  const findings: Finding[] = [];
  const seen = lines.map((line) => look(line, findings));
  const sections = readSections(lines, (line) => opensNoSection(seen[line.number - 1]));
  const titleTokens = readTokens(spelledOut(options.title ?? ''));
  const style = styleOf(seen, titleTokens, text, options, findings);
  const anchor = anchorOf(seen, titleTokens, style, options);
  const stamps = resolveDays(seen, style, anchor, findings);
  nameZones(seen, stamps, sections, options, findings);
  const entries = entriesOf(seen, sections, stamps, anchor, findings);
  markDoubtful(seen, sections, stamps, findings);
  const [titleDate] = dateTokens(titleTokens);
  const inTitle = titleDate ? dayOf(titleDate, style) : null;
  const titleDay = typeof inTitle === 'object' && inTitle?.isYearKnown ? inTitle.day : null;
  return { lines, sections, stamps, entries, findings, titleDay };
}

/** A heading that is a row, or only dates the rows below. */
function opensNoSection(seen: Seen | undefined): boolean {
  const first = seen?.mentions[0];
  return seen !== undefined && first !== undefined && (seen.isRow || isDateAlone(seen.line, first));
}

function look(line: Line, findings: Finding[]): Seen {
  if (line.kind === 'blank' || line.text === '') return { line, tokens: [], mentions: [], isRow: false };
  const words = line.number <= 3 || line.kind === 'heading' ? spelledOut(line.text) : line.text;
  const tokens = readTokens(words);
  const beginsRow = line.kind !== 'front';
  const { mentions, placeholders } = readMentions(words, tokens, beginsRow);
  for (const { text } of placeholders) {
    const message = `"${text}" stands where a date or a time belongs`;
    findings.push({ code: 'placeholder-left', line: line.number, message });
  }
  for (const token of tokens) {
    if (token.kind !== 'impossible') continue;
    const message = `"${token.text}" is no time of any day`;
    findings.push({ code: 'impossible-time', line: line.number, message });
  }
  for (const { time } of mentions) {
    if (time?.fault == null) continue;
    const written = words.slice(time.from, time.to);
    findings.push({ code: 'impossible-time', line: line.number, message: `"${written}": ${time.fault}` });
  }
  const first = mentions[0];
  const isRow =
    first !== undefined &&
    line.kind !== 'front' &&
    (first.time !== null || (placeholders.length > 0 && line.kind === 'cells')) &&
    rowHead.test(words.slice(0, first.from)) &&
    !(line.kind === 'heading' && line.level === 1) &&
    !(line.kind === 'text' && isProse(words, first));
  return { line, tokens, mentions, isRow };
}

/** A paragraph that begins with a time is no row: "On 3 March at 10:00, customers …". */
function isProse(words: string, first: Mention): boolean {
  const after = words.slice(first.to);
  return (
    /[a-z]/i.test(words.slice(0, first.from)) ||
    /^\s?,/.test(after) ||
    /[.!?]\s+\p{Lu}[^.]{60,}[.!?](?:\s|$)/u.test(after)
  );
}

/** `20190716-registry` and `2024_10_31` as titles and file names write dates. */
function spelledOut(title: string): string {
  return title
    .replace(/(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)/g, '$1-$2-$3')
    .replace(/(?<!\d)((?:19|20)\d\d)_(\d\d)_(\d\d)(?!\d)/g, '$1-$2-$3')
    .replace(/(?<![\d-])(\d{1,2})-(\d{1,2})-(\d\d)(?![\d-])/g, '$1/$2/20$3')
    .replace(/(?<=\p{L})[-_](?=(?:19|20)\d\d-\d\d-\d\d)/gu, ' ');
}

function styleOf(
  seen: Seen[],
  titleTokens: Token[],
  text: string,
  options: ReadOptions,
  findings: Finding[],
): DateStyle {
  const dates = [
    ...dateTokens(titleTokens),
    ...seen.flatMap(({ mentions }) => mentions.flatMap((one) => one.date ?? [])),
  ];
  const checks = seen.flatMap(({ mentions }) =>
    mentions.flatMap(({ date, weekday }) => (date && weekday !== null ? [{ date, weekday }] : [])),
  );
  const order = orderOf(dates, checks, text);
  const written = options.writtenAt == null ? null : Math.floor(Date.parse(options.writtenAt) / 86_400_000);
  const style = { order, yearNear: yearsOf(dates, written, `${options.title ?? ''}\n${text}`) };
  for (const { line, mentions } of seen) {
    for (const { date } of mentions) if (date) checkDate(date, style, line, findings);
  }
  return style;
}

function checkDate(
  date: NonNullable<Mention['date']>,
  style: DateStyle,
  line: Line,
  findings: Finding[],
): void {
  const day = dayOf(date, style);
  const written = line.text.slice(date.from, date.to);
  if (day === 'ambiguous') {
    const message = `"${written}" may be of two months: nothing here says whether the day or the month comes first`;
    findings.push({ code: 'date-ambiguous', line: line.number, message });
  }
  if (day === 'impossible') {
    findings.push({
      code: 'impossible-date',
      line: line.number,
      message: `"${written}" is no day of any calendar`,
    });
  }
}

/** The day a document is about: from its title, a date at its head, its file name, or when it was written. */
function anchorOf(seen: Seen[], titleTokens: Token[], style: DateStyle, options: ReadOptions): Anchor {
  const dayIn = (tokens: Token[], from: string): Anchor => {
    for (const date of dateTokens(tokens)) {
      const found = dayOf(date, style);
      if (typeof found === 'object') return { ...found, from };
    }
    return null;
  };
  const inTitle = firstOf(
    seen.slice(0, 40),
    ({ line }) => (line.kind === 'heading' && line.level === 1) || /^title\s*[:=]/i.test(line.text),
    (one) => dayIn(one.tokens, 'the title'),
  );
  // Rows with a full date tell the day better than a copied title or the day of publication.
  const inRow = firstOf(
    seen,
    ({ isRow, mentions }) => isRow && mentions[0]?.date?.year != null,
    (one) => dayIn(one.tokens, `line ${one.line.number}`),
  );
  if (inTitle && (!inRow || Math.abs(inTitle.day - inRow.day) <= 7)) return inTitle;
  if (inRow) return inRow;
  const inField = firstOf(
    seen.slice(0, 60),
    ({ line }) => line.kind === 'front' || /^\W*(?:incident\s|outage\s)?(?:date|day|when)\b/i.test(line.text),
    (one) => dayIn(one.tokens, `line ${one.line.number}`),
  );
  if (inField) return inField;
  const named = dayIn(titleTokens, 'the file name');
  const inText = firstOf(
    seen,
    ({ tokens }) => dateTokens(tokens).length > 0,
    (one) => dayIn(one.tokens, `line ${one.line.number}`),
  );
  if (inText && (!named || Math.abs(inText.day - named.day) < 3)) return inText;
  if (named) return named;
  if (options.writtenAt == null) return null;
  return {
    day: Math.floor(Date.parse(options.writtenAt) / 86_400_000),
    isYearKnown: true,
    from: 'when it was written',
  };
}

function firstOf(seen: Seen[], isMeant: (one: Seen) => boolean, dayOfLine: (one: Seen) => Anchor): Anchor {
  for (const one of seen) {
    const found = isMeant(one) ? dayOfLine(one) : null;
    if (found) return found;
  }
  return null;
}

function resolveDays(seen: Seen[], style: DateStyle, anchor: Anchor, findings: Finding[]): Stamp[][] {
  let current: Known | null = null;
  let lastInParagraph: Known | null = null;
  return seen.map(({ line, mentions, isRow }) => {
    if (line.kind === 'blank') lastInParagraph = null;
    const stamps: Stamp[] = [];
    const nextDated = datedAfter(mentions);
    for (const [index, mention] of mentions.entries()) {
      const own = mention.date ? dayOf(mention.date, style) : null;
      const given = typeof own === 'object' ? own : null;
      if (given && mention.weekday !== null) checkWeekday(mention, given, line, findings);
      // A date with a time of its own tells nothing of the times before it, but for the other end of a range.
      const dated = nextDated[index] ?? null;
      const isShared = dated !== null && (dated.time === null || dated.range?.other === index);
      const next = isShared ? dated.date : null;
      const following = next && !isRow ? dayOf(next, style) : null;
      const before: Stamp | undefined = stamps[index - 1];
      const near: Known | null =
        (before?.day != null ? { day: before.day, isYearKnown: before.isYearKnown } : null) ??
        (typeof following === 'object' ? following : null) ??
        (isRow ? null : lastInParagraph) ??
        current;
      const inherited = near ?? anchor;
      const base = own === null ? atWeekday(inherited, mention) : given;
      const minuteOfDay = mention.time === null ? null : mention.time.hour * 60 + mention.time.minute;
      const stamp: Stamp = {
        line: line.number,
        mention,
        day: base === null ? null : base.day + mention.days + (mention.time?.days ?? 0),
        isYearKnown: base?.isYearKnown ?? false,
        minuteOfDay,
        zone: null,
        zoneFrom: null,
        isDated: given !== null,
        dayFrom: base === null ? null : given ? 'own' : near ? 'near' : 'anchor',
        // A date that no calendar has, or that may be two, dates nothing.
        isDoubtful: typeof own === 'string',
      };
      if (own === null && before) laterThan(before, stamp, line.text.slice(before.mention.to, mention.from));
      stamps.push(stamp);
    }
    lendDayBackwards(stamps);
    const structural = stamps.find((stamp) => stamp.isDated);
    if (structural?.day != null) {
      lastInParagraph = { day: structural.day, isYearKnown: structural.isYearKnown };
      const isDateRow =
        isRow || (mentions[0]?.time === null && (line.kind === 'heading' || isDateAlone(line, mentions[0])));
      if (isDateRow && !(line.kind === 'heading' && line.level === 1)) current = lastInParagraph;
    }
    return stamps;
  });
}

/** For each mention the next one that has a date. */
function datedAfter(mentions: Mention[]): (Mention | null)[] {
  const next: (Mention | null)[] = [];
  let dated: Mention | null = null;
  for (let at = mentions.length - 1; at >= 0; at -= 1) {
    next[at] = dated;
    if (mentions[at]?.date) dated = mentions[at] ?? null;
  }
  return next;
}

/** A line that is a date and nothing else, or a date with a remark on it, dates what follows. */
function isDateAlone(line: Line, mention: Mention | undefined): boolean {
  if (!mention) return false;
  const rest = `${line.text.slice(0, mention.from)}${line.text.slice(mention.to)}`.replace(/\([^()]*\)/g, '');
  return /^\W*$/.test(rest);
}

function atWeekday<T extends { day: number; isYearKnown: boolean }>(
  base: T | null,
  mention: Mention,
): T | null {
  if (base === null || mention.weekday === null || mention.date !== null) return base;
  const is = (((base.day + 4) % 7) + 7) % 7;
  return { ...base, day: base.day + ((mention.weekday - is + 7) % 7) };
}

function checkWeekday(
  { weekday, date }: Mention,
  given: { day: number; isYearKnown: boolean },
  line: Line,
  findings: Finding[],
): void {
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const is = (((given.day + 4) % 7) + 7) % 7;
  if (!given.isYearKnown || weekday === null || is === weekday) return;
  const written = line.text.slice(date?.from ?? 0, date?.to);
  const message = `${written} is a ${names[is]}, not a ${names[weekday]}`;
  findings.push({ code: 'weekday-mismatch', line: line.number, message });
}

/** The end of a range, or what follows in a sentence, is not before its beginning: it is of the next day then. */
function laterThan(before: Stamp, stamp: Stamp, between: string): void {
  if (before.day === null || stamp.day === null || stamp.mention.days !== 0) return;
  if (before.minuteOfDay === null || stamp.minuteOfDay === null) return;
  const back = before.minuteOfDay - stamp.minuteOfDay;
  const isRangeEnd = stamp.mention.range?.end === 'last' && stamp.day === before.day;
  if ((isRangeEnd && back > 0) || (back >= 12 * 60 && !/[.!?;]\s/.test(between))) stamp.day += 1;
}

/** In "22:00 to 02:00 on 3 March" the beginning is of the day before. */
function lendDayBackwards(stamps: Stamp[]): void {
  for (const [index, first] of stamps.entries()) {
    const last = stamps[index + 1];
    if (!last?.isDated || first.isDated || first.mention.range?.end !== 'first') continue;
    if (last.day === null || first.minuteOfDay === null || last.minuteOfDay === null) continue;
    first.day = first.minuteOfDay > last.minuteOfDay ? last.day - 1 : last.day;
    first.isYearKnown = last.isYearKnown;
  }
}

function nameZones(
  seen: Seen[],
  stamps: Stamp[][],
  sections: Section[],
  options: ReadOptions,
  findings: Finding[],
): void {
  const statements: ZoneStatement[] = [];
  for (const [index, { line }] of seen.entries()) {
    const zone = line.kind === 'blank' || line.text === '' ? null : zoneStated(line);
    const section = sections[index];
    if (zone && section) statements.push({ zone, line: line.number, section });
  }
  const all = stamps.flat();
  const named = new Map<string, Zone>();
  for (const { mention } of all) if (mention.zone) named.set(mention.zone.name, mention.zone);
  const only = named.size === 1 ? ([...named.values()][0] ?? null) : null;
  const assumed = options.assumeZone == null ? null : inRegion(options.assumeZone, options.assumeZone);
  let next = 0;
  let stated: ZoneStatement | null = null;
  let previous: { zone: Zone; section: Section | undefined } | null = null;
  for (const [index, onLine] of stamps.entries()) {
    while (statements[next] !== undefined && (statements[next]?.line ?? 0) <= index + 1) {
      stated = statements[next] ?? null;
      next += 1;
    }
    const section = sections[index];
    for (const stamp of onLine) {
      if (stamp.minuteOfDay === null) continue;
      const own = stamp.mention.zone;
      if (own) previous = { zone: own, section };
      const nearby = previous !== null && previous.section === section ? previous.zone : null;
      const zone = own ?? stated?.zone ?? nearby ?? statements[0]?.zone ?? only ?? previous?.zone ?? null;
      stamp.zone = zone ?? assumed;
      stamp.zoneFrom = zone ? 'text' : assumed ? 'configured' : null;
    }
  }
  const first = all.find((stamp) => stamp.minuteOfDay !== null && stamp.zoneFrom !== 'text');
  if (first) {
    const message = assumed
      ? `no time zone is named; ${assumed.name} is assumed, as configured`
      : 'no time zone is named, so no moment can be given in UTC';
    findings.push({ code: 'zone-missing', line: first.line, message });
  }
}

function entriesOf(
  seen: Seen[],
  sections: Section[],
  stamps: Stamp[][],
  anchor: Anchor,
  findings: Finding[],
): Entry[] {
  const entries: Entry[] = [];
  for (const [index, { line, isRow, mentions }] of seen.entries()) {
    const at = stamps[index]?.[0];
    const mention = mentions[0];
    const section = sections[index];
    if (!isRow || !at || !mention || !section) continue;
    const second = stamps[index]?.[1];
    const until = mention.range?.end === 'first' && second ? second : null;
    const text = textBeside(line, until?.mention ?? mention);
    const isOfLog =
      mention.time?.isOfLog === true ||
      /^(?:\[?(?:debug|info|warn(?:ing)?|error|fatal|trace)\b|\S+\[\d+\]:)/i.test(text);
    const { body, lastLine } = bodyOf(seen, index);
    if (text !== '' || body !== '')
      entries.push({ line: line.number, at, until, text, body, lastLine, section, isOfLog });
  }
  for (const list of listsOf(entries)) orderDays(list, anchor, findings);
  return entries;
}

/** What stands below a row until the next one, as far as it is read for its meaning. */
function bodyOf(seen: Seen[], index: number): { body: string; lastLine: number } {
  const row = seen[index]?.line;
  let body = '';
  let lastLine = index + 1;
  if (!row || row.kind === 'cells') return { body, lastLine };
  for (let at = index + 1; at < seen.length; at += 1) {
    const below = seen[at];
    if (!below || below.isRow || below.line.kind === 'heading' || below.line.kind === 'cells') break;
    const isBlank = below.line.kind === 'blank';
    if (row.kind === 'item' && (isBlank || (below.line.kind === 'item' && below.line.level <= row.level)))
      break;
    if (row.kind === 'text' && isBlank && body !== '') break;
    if (row.kind === 'text' && row.text !== '' && isBlank) break;
    if (below.line.text === '') continue;
    lastLine = at + 1;
    if (body.length >= longestBody) continue;
    const isWrapped = below.line.kind === 'text' && seen[at - 1]?.line.kind !== 'blank';
    body += `${body === '' ? '' : isWrapped ? ' ' : '\n'}${below.line.text}`;
  }
  return { body: body.slice(0, longestBody), lastLine };
}

function listsOf(entries: Entry[]): Entry[][] {
  const lists: Entry[][] = [];
  for (const entry of entries) {
    const list = lists.at(-1);
    if (list?.[0]?.section === entry.section) list.push(entry);
    else lists.push([entry]);
  }
  return lists;
}

/** Days and halves of the day of rows that leave them out follow from the rows before. */
function orderDays(list: Entry[], anchor: Anchor, findings: Finding[]): void {
  const usesHalves = list.some(({ at }) => at.mention.time?.meridiem != null);
  const uses24 = list.some(
    ({ at }) => at.mention.time?.meridiem === null && (at.mention.time?.hour ?? 0) > 12,
  );
  // Updates that begin with the newest are read from the oldest on.
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
    if (
      before?.minuteOfDay != null &&
      at.minuteOfDay !== null &&
      !at.isDated &&
      before.day !== null &&
      at.day !== null
    ) {
      const step = (at.day - before.day) * 1440 + at.minuteOfDay - before.minuteOfDay;
      const time = at.mention.time;
      if (
        usesHalves &&
        !uses24 &&
        step < 0 &&
        time?.meridiem === null &&
        at.minuteOfDay < 720 &&
        step + 720 >= 0 &&
        step + 720 < rollOverMinutes
      ) {
        at.minuteOfDay += 720;
      } else if (step <= -rollOverMinutes) {
        at.day += 1;
        added += 1;
      } else if (step < 0) tellOutOfOrder(at, findings);
    } else if (
      before?.day != null &&
      at.day !== null &&
      at.isDated &&
      at.minuteOfDay !== null &&
      before.minuteOfDay !== null
    ) {
      const step = (at.day - before.day) * 1440 + at.minuteOfDay - before.minuteOfDay;
      if (step < 0) tellOutOfOrder(at, findings);
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

/** Of rows of one list, the one whose date differs from its neighbours' in a single part is a slip of the pen. */
function markDoubtful(seen: Seen[], sections: Section[], stamps: Stamp[][], findings: Finding[]): void {
  let list: Stamp[] = [];
  let section: Section | undefined;
  const close = () => {
    for (const [index, stamp] of list.entries()) {
      if (!isSlip(list, index)) continue;
      stamp.isDoubtful = true;
      const message = 'this date stands apart from those around it';
      findings.push({ code: 'date-conflict', line: stamp.line, message });
    }
    list = [];
  };
  for (const [index, { line }] of seen.entries()) {
    if (line.kind === 'blank') continue;
    if (sections[index] !== section) {
      close();
      section = sections[index];
    }
    const first = stamps[index]?.[0];
    if (first?.isDated && first.isYearKnown && line.kind !== 'text' && first.minuteOfDay !== null)
      list.push(first);
  }
  close();
}

function isSlip(list: Stamp[], index: number): boolean {
  const day = list[index]?.day;
  const before = list[index - 1]?.day;
  const after = list[index + 1]?.day;
  if (day == null || list.length < 3) return false;
  if (before != null && after != null) {
    return (
      Math.abs(after - before) <= 2 &&
      (day < before || day > after) &&
      Math.abs(day - before) > 5 &&
      differsInOne(day, before)
    );
  }
  const beside = before ?? after;
  const beyond = before != null ? list[index - 2]?.day : list[index + 2]?.day;
  if (beside == null || beyond == null || Math.abs(beside - beyond) > 2) return false;
  const isBackwards = before != null ? day < before : after != null && day > after;
  return (
    Math.abs(day - beside) > 5 && differsInOne(day, beside) && (isBackwards || Math.abs(day - beside) > 27)
  );
}

function differsInOne(a: number, b: number): boolean {
  const one = new Date(a * 86_400_000).toISOString().slice(0, 10).split('-');
  const two = new Date(b * 86_400_000).toISOString().slice(0, 10).split('-');
  return one.filter((part, index) => part !== two[index]).length === 1;
}
