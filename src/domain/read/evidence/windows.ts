import type { Document } from '../document/document.ts';
import type { Window } from '../reading.ts';
import { minutesBetween } from '../time/minutes-between.ts';
import { type Entry, localText, type Stamp, wallMinutes } from '../time/stamps.ts';
import type { Candidate } from './candidates.ts';
import type { Choice } from './choose.ts';
import { endTag, failing, startTag, working } from './cues.ts';

export type Span = { start: Stamp; end: Stamp };

/** Ranges of about the same weight as the chosen one are further windows of the same impact. */
const nearScore = 8;
const dayMinutes = 24 * 60;
/** How far apart windows of one incident may be: what fields state is believed, prose may speak of an older one. */
const longestApart = {
  field: 60 * dayMinutes,
  sentence: 4 * dayMinutes,
  tag: 4 * dayMinutes,
  row: 4 * dayMinutes,
};

/**
 * Several windows of impact, apart from each other, in order; the chosen pair alone where the document tells
 * of one. What overlaps is one window.
 */
export function readWindows(choice: Choice, candidates: Candidate[], document: Document): Span[] {
  const { start, end } = choice;
  if (!start || !end) return [];
  const ranges = rangesLike(start, end, candidates);
  if (ranges.length > 0) return ranges;
  const listed = listedWindows(document, start.stamp, end.stamp);
  if (listed.length > 1) return listed;
  if (start.tier === 'field' || start.tier === 'sentence') return [{ start: start.stamp, end: end.stamp }];
  const relapses = relapsesIn(document.entries, start.stamp, end.stamp);
  return relapses.length > 1 ? relapses : [{ start: start.stamp, end: end.stamp }];
}

function rangesLike(start: Candidate, end: Candidate, candidates: Candidate[]): Span[] {
  if (start.pair === null || start.pair !== end.pair) return [];
  const spans: Span[] = [];
  const ends = new Map(candidates.filter(({ role }) => role === 'end').map((one) => [one.pair, one]));
  for (const one of candidates) {
    if (
      one.role !== 'start' ||
      one.pair === null ||
      one.tier !== start.tier ||
      one.score < start.score - nearScore
    )
      continue;
    const other = ends.get(one.pair);
    const apart = other ? minutesBetween(one.stamp, other.stamp) : null;
    const distance = minutesBetween(start.stamp, one.stamp);
    if (
      !other ||
      apart === null ||
      apart <= 0 ||
      distance === null ||
      Math.abs(distance) > longestApart[start.tier]
    )
      continue;
    spans.push({ start: one.stamp, end: other.stamp });
  }
  return merged(spans);
}

function merged(spans: Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => (wallMinutes(a.start) ?? 0) - (wallMinutes(b.start) ?? 0));
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    const gap = last ? minutesBetween(last.end, span.start) : null;
    if (!last || gap === null || gap > 0) result.push({ ...span });
    else if ((minutesBetween(last.end, span.end) ?? 0) > 0) last.end = span.end;
  }
  return result;
}

/** A list of ranges under a heading about the impact: each row is a window within start and end. */
function listedWindows({ entries }: Document, from: Stamp, to: Stamp): Span[] {
  const spans = entries.flatMap(({ at, until, section, text }) => {
    if (!until || (section.kind !== 'impact' && !failing.test(text))) return [];
    const isWithin = (minutesBetween(from, at) ?? -1) >= 0 && (minutesBetween(until, to) ?? -1) >= 0;
    return isWithin && (minutesBetween(at, until) ?? 0) > 0 ? [{ start: at, end: until }] : [];
  });
  return merged(spans);
}

const again =
  /\b(?:again|once more|second|third|fourth|another|relapse\w*|re-?occur\w*|recur\w*|returns?|re-?appear\w*|anew)\b/i;

/** Rows in which it was over and then began anew. Only what rows say outright counts. */
function relapsesIn(entries: Entry[], from: Stamp, to: Stamp): Span[] {
  const spans: Span[] = [];
  let begun: Stamp | null = from;
  let over: Stamp | null = null;
  for (const { at, text, body } of entries) {
    if (at.minuteOfDay === null || (minutesBetween(from, at) ?? -1) < 0 || (minutesBetween(at, to) ?? -1) < 0)
      continue;
    const told = `${text}. ${body.slice(0, 200)}`;
    const isAnew = startTag.test(told) || (failing.test(told) && again.test(told) && !working.test(text));
    if (begun && (endTag.test(told) || (working.test(told) && !failing.test(text)))) over ??= at;
    if (begun && over && isAnew && at !== over) {
      spans.push({ start: begun, end: over });
      begun = at;
      over = null;
    } else if (begun && over && over !== at && failing.test(text) && !working.test(text)) {
      over = null;
    }
  }
  if (begun) spans.push({ start: begun, end: to });
  return spans.filter(({ start, end }) => (minutesBetween(start, end) ?? 0) > 0);
}

/** Windows as people read them; one of which only a day is known has no length and is left out. */
export function asWindows(spans: Span[]): Window[] {
  return spans.flatMap(({ start, end }) => {
    const minutes = minutesBetween(start, end);
    return minutes === null ? [] : [{ start: localText(start), end: localText(end), minutes }];
  });
}
