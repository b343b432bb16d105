import { minutesBetween } from '../time/minutes-between.ts';
import { type Entry, wallMinutes } from '../time/stamps.ts';
import type { Candidate } from './candidates.ts';
import { failing } from './cues.ts';
import { endOf, resolvedScore, shownScore } from './row-ends.ts';
import { startOf } from './row-starts.ts';
import { tellRow } from './told-row.ts';

const dayMinutes = 24 * 60;
const lateMinutes = 6 * 60;
const backgroundDays = 5;
/** A row that says that something fails, or that somebody noticed it. */
const failingScore = 36;

/** It turns out that it was not over: what was taken for the end before is none. */
const persists =
  /\b(?:still (?:being (?:served|affected)|down|failing|broken|affected|not (?:working|fixed|resolved))|(?:was|is|were|are) not (?:effective|resolved|fixed)|had not been (?:merged|deployed|applied|fixed|resolved))\b/i;

type Row = { entry: Entry; start: Candidate | null; end: Candidate | null };

/** What each row of a timeline says of the beginning and the end of the impact. */
export function fromRows(all: Entry[]): Candidate[] {
  const entries = all.filter(
    (entry) => !entry.isOfLog && entry.section.kind !== 'after' && !entry.at.isDoubtful,
  );
  const [only] = entries;
  if (only?.until && only.text === '' && entries.length === 1) return fromRange(only, only.until);
  const windows = entries.filter(isWindow);
  if (windows.length > 0 && windows.length === entries.length) return windows.flatMap(windowOf);
  const rows = entries.map((entry, index): Row => {
    const told = tellRow(entry, index, entries.length);
    return { entry, start: startOf(told), end: endOf(told) };
  });
  const lastPersisting = rows.findLastIndex(({ entry }) => persists.test(wordsOf(entry)));
  const told = rows.slice(0, relapseAfterDays(rows)).flatMap(({ start, end }, index) => {
    return [start, index < lastPersisting ? null : end].filter((one) => one !== null);
  });
  return withoutLateMarks(withoutBackground(told));
}

/** A range in which something failed: a list of nothing but such rows is a list of windows. */
function isWindow({ until, text, section }: Entry): boolean {
  return until !== null && (section.kind === 'impact' || failing.test(text));
}

function windowOf(entry: Entry): Candidate[] {
  return entry.until ? fromRange(entry, entry.until) : [];
}

/** "6:50 to 7:50" on a line of its own is when it happened. */
function fromRange({ at, line }: Entry, until: NonNullable<Entry['until']>): Candidate[] {
  const base = { tier: 'tag', source: 'range', confidence: 'inferred', pair: line, score: 60 } as const;
  return [
    { ...base, role: 'start', stamp: at },
    { ...base, role: 'end', stamp: until },
  ];
}

/** Where rows go on more than a day after it was over, they tell of something new: the index of the first of them. */
function relapseAfterDays(rows: Row[]): number {
  let hasBegun = false;
  let isOverYet = false;
  for (const [index, { entry, start, end }] of rows.entries()) {
    const before = rows[index - 1]?.entry;
    const gap = before ? minutesBetween(before.at, entry.at) : null;
    if (isOverYet && gap !== null && gap > dayMinutes) return index;
    if (entry.at.minuteOfDay === null) continue;
    hasBegun ||= (start?.score ?? 0) >= 42;
    if (hasBegun && (end?.score ?? 0) >= 40) isOverYet = true;
    else if (failing.test(wordsOf(entry).slice(0, 200))) isOverYet = false;
  }
  return rows.length;
}

/** What lies days before everything else is the history of the cause, not the beginning of the impact. */
function withoutBackground(candidates: Candidate[]): Candidate[] {
  const starts = candidates.filter(({ role, score }) => role === 'start' && score >= failingScore);
  const days = starts.flatMap(({ stamp }) => stamp.day ?? []);
  const gap = days.findIndex((day, index) => index > 0 && day - (days[index - 1] ?? day) > backgroundDays);
  const from = gap < 0 ? null : (days[gap] ?? null);
  if (from === null) return candidates;
  return candidates.filter(({ stamp, tier }) => tier === 'tag' || stamp.day === null || stamp.day >= from);
}

/** People mark it resolved long after it was over: where a row shows that, the mark is no end of the impact. */
function withoutLateMarks(candidates: Candidate[]): Candidate[] {
  const shown = candidates.filter(
    ({ role, score }) => role === 'end' && score >= shownScore && score !== resolvedScore,
  );
  const over = shown.reduce(
    (least, { stamp }) => Math.min(least, wallMinutes(stamp) ?? least),
    Number.POSITIVE_INFINITY,
  );
  const isLate = ({ role, score, stamp }: Candidate) =>
    role === 'end' && score === resolvedScore && (wallMinutes(stamp) ?? over) - over > lateMinutes;
  return candidates.map((one) => (isLate(one) ? { ...one, score: 40 } : one));
}

function wordsOf({ text, body }: Entry): string {
  return text === '' ? body : text;
}
