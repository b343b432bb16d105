import type { Document } from '../document/document.ts';
import { minutesBetween } from '../time/minutes-between.ts';
import type { Candidate } from './candidates.ts';
import type { Span } from './windows.ts';

const counted = /\b(?:two|three|four|five|six|\d{1,2})\s(?:\w+\s){0,3}(?:incidents|outages)\b/i;
const numbered =
  /^(?:\W*(?:incident|outage)\s#?\s?(?:\d{1,2}|one|two|three|four|[a-d])\b|\W*(?:first|second|third|fourth)\s(?:incident|outage)\b)/i;

/**
 * Several incidents in one document: it numbers them in its headings, or fields of one kind stand in several
 * sections and tell of windows that do not touch. Then there is no one duration.
 */
export function readSeveral(
  document: Document,
  candidates: Candidate[],
): { line: number; spans: Span[] } | null {
  const headings = document.lines.filter(({ kind, text }) => kind === 'heading' && numbered.test(text));
  const spans = spansOfSections(document, candidates);
  const isApart = spans.some((span, index) => {
    const next = spans[index + 1];
    return next !== undefined && (minutesBetween(span.end, next.start) ?? 0) > 0;
  });
  if (headings.length > 1) return { line: headings[0]?.number ?? 1, spans };
  if (spans.length > 1 && isApart) return { line: spans[1]?.start.line ?? 1, spans };
  const said = document.lines.slice(0, 30).find(({ text, kind }) => kind !== 'blank' && counted.test(text));
  return said && spans.length > 1 ? { line: said.number, spans } : null;
}

/** One span for each section that has a window of its own in a field. */
function spansOfSections(document: Document, candidates: Candidate[]): Span[] {
  const bySection = new Map<number, { start: Candidate | null; end: Candidate | null }>();
  const sections = topSections(document);
  for (const one of candidates) {
    if (one.tier !== 'field' || one.pair === null) continue;
    const section = sections[one.stamp.line - 1] ?? 0;
    const pair = bySection.get(section) ?? { start: null, end: null };
    const held = pair[one.role];
    if (held === null || one.score > held.score) pair[one.role] = one;
    bySection.set(section, pair);
  }
  return [...bySection.values()].flatMap(({ start, end }) => {
    if (!start || !end) return [];
    return (minutesBetween(start.stamp, end.stamp) ?? -1) > 0 ? [{ start: start.stamp, end: end.stamp }] : [];
  });
}

/** For each line the heading above it. */
function topSections(document: Document): number[] {
  let top = 0;
  return document.lines.map(({ kind, number }) => {
    if (kind === 'heading') top = number;
    return top;
  });
}
