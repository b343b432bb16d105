import type { Finding } from '../reading.ts';
import { localText, type Stamp, wallMinutes } from '../time/stamps.ts';
import { offsetAt, offsetsAt } from '../time/zones.ts';
import type { Candidate, StatedLength } from './candidates.ts';

export type Choice = { start: Candidate | null; end: Candidate | null };

const most = 40;
const mostLengths = 12;
/** Scores from here on are statements; below, the best of what a timeline shows. */
const evidence = 34;
const endEvidence = 40;
/** A row that shows it stands in for a field that cannot be right. */
const shown = 44;
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

/** Of rows that show an impact the first is its start, of rows that show it over the last is its end. */
function placed(candidates: Candidate[]): Candidate[] {
  const rows = candidates.filter(
    ({ tier, role, score }) => tier === 'row' && score >= (role === 'start' ? evidence : endEvidence),
  );
  const top = rows.reduce((most, { score }) => Math.max(most, score), 0);
  const tags = candidates.filter(({ tier }) => tier === 'tag');
  // Services recover one after another: the impact ends with the last of them.
  const told = candidates.filter(
    ({ tier, role, pair, score }) => tier === 'sentence' && role === 'end' && pair === null && score >= 74,
  );
  const lastTold = outermost(told);
  const topTold = told.reduce((most, { score }) => Math.max(most, score), 0);
  const first = outermost(rows);
  const topTag = tags.reduce((most, { score }) => Math.max(most, score), 0);
  const tag = outermost(tags.filter(({ score }) => score === topTag));
  return candidates.map((one) => {
    if (one === first) return { ...one, score: one.role === 'start' ? top + 2 : one.score + 2 };
    if (one === tag) return { ...one, score: one.score + 2 };
    if (one === lastTold) return { ...one, score: topTold + 1 };
    return one;
  });
}

function outermost(candidates: Candidate[]): Candidate | null {
  const timed = candidates.filter(({ stamp }) => wallMinutes(stamp) !== null);
  if (timed.length === 0) return null;
  return timed.reduce((a, b) => {
    const apart = (wallMinutes(b.stamp) ?? 0) - (wallMinutes(a.stamp) ?? 0);
    return a.role === 'start' ? (apart < 0 ? b : a) : apart >= 0 ? b : a;
  });
}

function borneOut(minutes: number, lengths: StatedLength[], start: Candidate, end: Candidate): number {
  const isWeak = start.score < evidence && end.score < evidence;
  let most = 0;
  for (const { minutes: stated, unitMinutes, isHedged, rank } of lengths) {
    const isExact = Math.abs(minutes - stated) <= 1;
    // "1 hour 31 from the start to the fix" names both ends.
    const isBothEnds = rank >= 85 && start.tier !== 'field';
    const doubt = isWeak && !isBothEnds ? 0.25 : 1;
    const weight = (rank / 100) * (start.tier === 'field' ? 0.25 : rank < 70 ? 0.45 : 1) * doubt;
    if (isExact && unitMinutes < 60) most = Math.max(most, (isBothEnds ? 60 : 40) * weight);
    else if (isExact) most = Math.max(most, 20 * weight);
    else if (isHedged || unitMinutes > 1) {
      if (Math.abs(minutes - stated) <= Math.max(unitMinutes / 2, stated * 0.1))
        most = Math.max(most, 2 * weight);
    }
  }
  return most;
}

/** Minutes from one moment to another; in UTC where both have a zone. Null where a time or a day is missing. */
export function minutesBetween(start: Stamp, end: Stamp): number | null {
  const from = wallMinutes(start);
  const to = wallMinutes(end);
  if (start.minuteOfDay === null || end.minuteOfDay === null) return null;
  if (from === null || to === null) {
    const apart = end.minuteOfDay - start.minuteOfDay + (from === to ? 0 : Number.NaN);
    return Number.isNaN(apart) ? null : apart < 0 && from === null && to === null ? apart + 1440 : apart;
  }
  const isSame = start.zone?.name === end.zone?.name;
  if (start.zone === null || end.zone === null || start.zone.isUnknown || end.zone.isUnknown) {
    return isSame ? to - from : null;
  }
  // In the hour that comes twice, the first passing counts; for an end before the start the second.
  const begun = from - (offsetsAt(start.zone, from)[0] ?? offsetAt(start.zone, from));
  const passings = offsetsAt(end.zone, to).map((offset) => to - offset);
  const minutes = (passings[0] ?? to - offsetAt(end.zone, to)) - begun;
  return minutes >= 0 ? minutes : (passings.at(-1) ?? minutes + begun) - begun;
}

function isBefore(a: Stamp, b: Stamp): boolean {
  const minutes = minutesBetween(b, a);
  return minutes !== null && minutes < 0;
}
