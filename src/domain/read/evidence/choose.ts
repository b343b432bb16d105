import type { Finding } from '../reading.ts';
import { minutesBetween } from '../time/minutes-between.ts';
import { localText, type Stamp } from '../time/stamps.ts';
import { borneOut } from './borne-out.ts';
import type { Candidate, StatedLength } from './candidates.ts';
import { placed } from './placed.ts';

export type Choice = { start: Candidate | null; end: Candidate | null };

const most = 40;
const mostLengths = 12;
/** A row that shows it stands in for a field that cannot be right. */
const shown = 44;
const longestOfRows = 30 * 24 * 60;
/** Below this a moment is unknown, unless a claimed length bears it out: a wrong value is worse than none. */
const enough = 30;

/**
 * The start and the end that fit best together. A claimed length that two moments bear out counts for both;
 * an end before the start is never chosen.
 */
export function choose(candidates: Candidate[], claimed: StatedLength[], findings: Finding[]): Choice {
  const lengths = [...claimed].sort((a, b) => b.rank - a.rank).slice(0, mostLengths);
  const told: Finding[] = [];
  const first = accepted(together(candidates, lengths, told), lengths);
  if (first.start !== null && first.end !== null) return first;
  // What was too weak to be taken must not have kept anything better from being taken.
  const firm = candidates.filter((one) => one.score >= enough || one.isLastAct === true);
  return accepted(together(firm, lengths, findings), lengths);
}

function accepted({ start, end }: Choice, lengths: StatedLength[]): Choice {
  const minutes = start && end ? minutesBetween(start.stamp, end.stamp) : null;
  // The rows of a month are those of several incidents.
  const isHistory = start?.tier === 'row' && end?.tier === 'row' && (minutes ?? 0) > longestOfRows;
  if (isHistory) return { start: null, end: null };
  const isBorneOut =
    start !== null && end !== null && minutes !== null && borneOut(minutes, lengths, start, end) > 3;
  return {
    start: isBorneOut || (start?.score ?? 0) >= enough ? start : null,
    end: isBorneOut || (end?.score ?? 0) >= enough || end?.isLastAct === true ? end : null,
  };
}

function together(all: Candidate[], lengths: StatedLength[], findings: Finding[]): Choice {
  const candidates = withoutRepeated(all);
  const starts = best(placed(candidates.filter(({ role }) => role === 'start')));
  const ends = best(placed(candidates.filter(({ role }) => role === 'end')));
  let chosen: Choice & { score: number } = { start: null, end: null, score: Number.NEGATIVE_INFINITY };
  for (const start of starts) {
    for (const end of ends) {
      const minutes = minutesBetween(start.stamp, end.stamp);
      if (minutes === null ? !isDayOrder(start.stamp, end.stamp) : minutes < 0) continue;
      if (minutes === 0 && start.tier !== 'field') continue;
      const paired = start.pair !== null && start.pair === end.pair ? 2 : 0;
      const score =
        start.score + end.score + paired + (minutes === null ? 0 : borneOut(minutes, lengths, start, end));
      if (score > chosen.score) chosen = { start, end, score };
    }
  }
  const [topStart] = starts;
  const [topEnd] = ends;
  if (!topStart || !topEnd) return { start: topStart ?? null, end: topEnd ?? null };
  const contradiction =
    topStart.tier === 'field' && topEnd.tier === 'field' && isBefore(topEnd.stamp, topStart.stamp);
  if (!contradiction && chosen.start) return chosen;
  const message = `the end (${localText(topEnd.stamp)}) is before the start (${localText(topStart.stamp)})`;
  findings.push({ code: 'end-before-start', line: topEnd.stamp.line, message });
  if (chosen.start && (chosen.end?.score ?? 0) >= shown) return chosen;
  return topStart.score >= topEnd.score - 20 ? { start: topStart, end: null } : { start: null, end: topEnd };
}

/** Where only days are known of one of them, at least those are in order. */
function isDayOrder(start: Stamp, end: Stamp): boolean {
  return start.day !== null && end.day !== null && start.day <= end.day;
}

/** A field for the end that repeats the start was never filled in. */
function withoutRepeated(candidates: Candidate[]): Candidate[] {
  const fields = candidates.filter(({ tier }) => tier === 'field');
  const starts = best(fields.filter(({ role }) => role === 'start'));
  return candidates.filter(
    (one) =>
      one.tier !== 'field' ||
      one.role === 'start' ||
      !starts.some((start) => start.score >= one.score - 30 && minutesBetween(start.stamp, one.stamp) === 0),
  );
}

function best(candidates: Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => b.score - a.score).slice(0, most);
}

function isBefore(a: Stamp, b: Stamp): boolean {
  const minutes = minutesBetween(b, a);
  return minutes !== null && minutes < 0;
}
