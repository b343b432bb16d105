import type { Finding } from '../reading.ts';
import type { Line } from '../text/lines.ts';
import { type DateStyle, dayOf } from '../time/dates.ts';
import type { Mention } from '../time/mentions.ts';
import type { Stamp } from '../time/stamps.ts';
import type { Anchor, Known } from './anchor.ts';
import { isDateAlone, type Seen } from './seen.ts';

/** "Unless otherwise noted all events happened on 2026-10-21": rows without a date are of that day. */
const ofAll = /\b(?:all (?:times|events|timestamps|entries)|unless otherwise (?:noted|stated|mentioned))\b/i;

/** Gives each mention its day: its own, one beside or above it, or that of the document. */
export function resolveDays(seen: Seen[], style: DateStyle, anchor: Anchor, findings: Finding[]): Stamp[][] {
  let current: Known | null = null;
  let lastInParagraph: Known | null = null;
  let saidOfAll: Known | null = null;
  let lastInProse: Known | null = null;
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
        (isRow ? saidOfAll : (lastInParagraph ?? nearby(lastInProse, current ?? anchor))) ??
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
    const [only] = stamps;
    if (only?.isDated && only.day !== null && only.minuteOfDay === null && ofAll.test(line.text)) {
      saidOfAll = { day: only.day, isYearKnown: only.isYearKnown };
    }
    if (line.kind === 'heading' && structural) saidOfAll = null;
    if (structural?.day != null) {
      lastInParagraph = { day: structural.day, isYearKnown: structural.isYearKnown };
      if (line.kind === 'text' && !isRow && !isDateAlone(line, mentions[0])) lastInProse = lastInParagraph;
      const isDateRow =
        isRow || (mentions[0]?.time === null && (line.kind === 'heading' || isDateAlone(line, mentions[0])));
      if (isDateRow && !(line.kind === 'heading' && line.level === 1)) current = lastInParagraph;
    }
    return stamps;
  });
}

/** What the paragraphs before spoke of, where it is about the day of the document; no older story. */
function nearby(known: Known | null, about: Known | null): Known | null {
  return known && about && Math.abs(known.day - about.day) <= 3 ? known : null;
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
