import { type Entry, wallMinutes } from '../time/stamps.ts';
import type { Candidate } from './candidates.ts';
import { minutesBetween } from './choose.ts';
import {
  closedTag,
  declaredTag,
  endTag,
  failing,
  noticed,
  notYet,
  partly,
  passedOn,
  remedy,
  resolvedTag,
  startTag,
  wholly,
  working,
} from './cues.ts';

const resolvedScore = 54;
const remedyScore = 28;
const lateMinutes = 6 * 60;

/** "Incident resolved and communicated" is more than passing it on. */
const saysItself =
  /^\W*(?:(?:the\s)?(?:incident|outage|issue|services?)\s)?(?:is\s|was\s|fully\s)*(?:resolved|restored|mitigated|fixed|recovered|repaired)\b/i;

/** It turns out that it was not over: what was taken for the end before is none. */
const persists =
  /\b(?:still (?:being (?:served|affected)|down|failing|broken|affected|not (?:working|fixed|resolved))|(?:was|is|were|are) not (?:effective|resolved|fixed)|had not been (?:merged|deployed|applied|fixed|resolved))\b/i;

/** What each row of a timeline says of the beginning and the end of the impact. */
export function fromRows(entries: Entry[]): Candidate[] {
  const rows = entries.filter(
    (entry) => !entry.isOfLog && entry.section.kind !== 'after' && !entry.at.isDoubtful,
  );
  const candidates: Candidate[] = [];
  const relapse = relapseAfterDays(rows);
  const lastPersisting = rows.findLastIndex((row) => persists.test(row.text === '' ? row.body : row.text));
  for (const [index, row] of rows.entries()) {
    if (index >= relapse) break;
    if (row.until !== null && row.text === '' && rows.length === 1) {
      // "6:50 to 7:50" on a line of its own is when it happened.
      const base = { tier: 'tag' as const, source: 'range', confidence: 'inferred' as const, pair: row.line };
      candidates.push({ ...base, role: 'start', stamp: row.at, score: 60 });
      candidates.push({ ...base, role: 'end', stamp: row.until, score: 60 });
      continue;
    }
    const start = startOf(row, index);
    if (start) candidates.push(start);
    const end = index < lastPersisting ? null : endOf(row, index, rows);
    if (end) candidates.push(end);
  }
  const over = earliestWorking(candidates);
  const isLate = ({ role, score, stamp }: Candidate) =>
    role === 'end' && score === resolvedScore && (wallMinutes(stamp) ?? over) - over > lateMinutes;
  return candidates.map((one) => (isLate(one) ? { ...one, score: 40 } : one));
}

/** Where rows go on more than a day after it was over, they tell of something new: the index of the first of them. */
function relapseAfterDays(rows: Entry[]): number {
  let isOverYet = false;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const gap = before ? minutesBetween(before.at, row.at) : null;
    if (isOverYet && gap !== null && gap > 24 * 60) return index;
    if (row.at.minuteOfDay === null) continue;
    if ((endOf(row, index, rows)?.score ?? 0) >= 40) isOverYet = true;
    else if (failing.test(row.text === '' ? row.body.slice(0, 200) : row.text)) isOverYet = false;
  }
  return rows.length;
}

/** People mark it resolved long after it was over: where a row shows that, the mark is no end of the impact. */
function earliestWorking(candidates: Candidate[]): number {
  const shown = candidates.filter(
    ({ role, score }) => role === 'end' && score >= 44 && score !== resolvedScore,
  );
  return shown.reduce(
    (least, { stamp }) => Math.min(least, wallMinutes(stamp) ?? least),
    Number.POSITIVE_INFINITY,
  );
}

function told(row: Entry): { head: string; rest: string } {
  const whole = row.text === '' ? row.body : `${row.text}. ${row.body}`;
  // A first line of a word or two ("Gitter link") tells nothing; the sentence after it does.
  for (const found of whole.matchAll(/[.!;](?=\s|$)|\n/g)) {
    const head = whole.slice(0, found.index);
    if (head.split(/\s+/).length > 2) return { head: head.trim(), rest: whole.slice(found.index + 1) };
  }
  return { head: whole, rest: '' };
}

function startOf(row: Entry, index: number): Candidate | null {
  const { head, rest } = told(row);
  const base = { role: 'start' as const, stamp: row.at, pair: null };
  if (row.at.minuteOfDay === null) return null;
  if (startTag.test(head)) {
    return { ...base, score: 70, tier: 'tag', source: `row:${quoted(head)}`, confidence: 'stated' };
  }
  const first = firstSentences(head, rest);
  if (/^\W*(?:detection|detected|first alert)\b\s*(?::|$)/i.test(head)) {
    return { ...base, score: 58, tier: 'tag', source: `row:${quoted(head)}`, confidence: 'stated' };
  }
  const source = `row:${quoted(head)}`;
  // The words of status pages.
  if (/^\W*investigating\b\W/i.test(head)) {
    return { ...base, score: 42, tier: 'row', source, confidence: 'inferred' };
  }
  if (/^\W*(?:monitoring|resolved|completed|update)\b\s*[-–—:]/i.test(head)) return null;
  if (failing.test(head) && !isOver(head)) {
    const score = noticed.test(head) ? 42 : 44;
    return { ...base, score, tier: 'row', source, confidence: 'inferred' };
  }
  if (noticed.test(head) || declaredTag.test(head)) {
    const score = failing.test(first) ? 42 : declaredTag.test(head) ? 38 : 36;
    return { ...base, score, tier: 'row', source, confidence: 'inferred' };
  }
  if (startTag.test(first)) return { ...base, score: 44, tier: 'row', source, confidence: 'inferred' };
  if (failing.test(rest) && !isOver(first))
    return { ...base, score: 33, tier: 'row', source, confidence: 'inferred' };
  // The first row is where the writer begins; weak, but better than nothing.
  return index === 0 ? { ...base, score: 20, tier: 'row', source, confidence: 'inferred' } : null;
}

function isOver(text: string): boolean {
  return working.test(text) && !/\b(?:not|no longer|un)\b/i.test(text);
}

function endOf(row: Entry, index: number, rows: Entry[]): Candidate | null {
  const { head, rest } = told(row);
  const base = { role: 'end' as const, stamp: row.until ?? row.at, pair: null };
  const source = `row:${quoted(head)}`;
  const isLast = index === rows.length - 1;
  const best = sentencesOf(head, rest)
    .map((sentence, at) => endScore(sentence) - (at > 0 ? 3 : 0))
    .reduce((a, b) => Math.max(a, b), 0);
  if (
    /^\W*monitoring\s*[-–—:]/i.test(head) &&
    /\b(?:fix|recover\w*|restor\w*|mitigat\w*|resolv\w*)\b/i.test(`${head} ${rest}`)
  ) {
    return { ...base, score: 44, tier: 'row', source, confidence: 'inferred' };
  }
  if (passedOn.test(head) && !saysItself.test(head)) {
    return best > 0 || endTag.test(head) || resolvedTag.test(head)
      ? {
          ...base,
          score: /\b(?:confirm\w*|declar\w*|announc\w*)\b/i.test(head) ? 39 : 36,
          tier: 'row',
          source,
          confidence: 'inferred',
        }
      : null;
  }
  if (endTag.test(head) && !/\bnot\b/i.test(head)) {
    // It is restored first, and called an ended incident later.
    const score = /\b(?:mitigated|restored|recover(?:y|ed)|fixed|repaired)\b/i.test(head)
      ? 74
      : /\bincident\b/i.test(head)
        ? 71
        : 73;
    return { ...base, score, tier: 'tag', source, confidence: 'stated' };
  }
  if (resolvedTag.test(head))
    return { ...base, score: resolvedScore, tier: 'tag', source, confidence: 'stated' };
  if (endTag.test(rest) && !partly.test(rest))
    return { ...base, score: 56, tier: 'row', source, confidence: 'inferred' };
  // What begins as a failure is seldom the end, whatever was tried then.
  const isFailure = failing.test(head) && !working.test(head);
  if (best > 0 && isFailure) {
    return { ...base, score: best - 16, tier: 'row', source, confidence: 'inferred' };
  }
  if (best > 0) {
    return {
      ...base,
      score: best,
      tier: 'row',
      source,
      confidence: 'inferred',
      isLastAct: isLast && best === remedyScore,
    };
  }
  if (closedTag.test(head)) return { ...base, score: 24, tier: 'row', source, confidence: 'inferred' };
  return isLast && index > 0 && (remedy.test(head) || remedy.test(rest))
    ? { ...base, score: 22, tier: 'row', source, confidence: 'inferred', isLastAct: true }
    : null;
}

/** The best of the clauses: "starts a call, successfully restarts the hub" tells of an end all the same. */
function endScore(sentence: string): number {
  const isFinding = found.test(sentence);
  return sentence
    .slice(0, 400)
    .split(/[,;]/)
    .reduce((best, clause) => Math.max(best, clauseScore(clause, isFinding)), 0);
}

function clauseScore(clause: string, isFinding: boolean): number {
  if (working.test(clause)) {
    if (notYet.test(clause)) return 0;
    if (/\b(?:not|n.t|still|un(?:able|successful\w*)|fail\w*|never)\b/i.test(clause)) return 0;
    const isWhole = wholly.test(clause);
    if (isFinding || partly.test(clause)) return isWhole ? 40 : 36;
    return isWhole ? 48 : 45;
  }
  return remedy.test(clause) && !notYet.test(clause) ? remedyScore : 0;
}

/** "It is discovered that …": what follows is a finding, not an event. */
const found =
  /\b(?:discover\w*|notic(?:e|es|ed)|reali[sz]\w*|identif\w+|found out|figured out|learn(?:ed|t))\b/i;

function sentencesOf(head: string, rest: string): string[] {
  return [head, ...rest.split(/(?<=[.!;])\s+|\n/)].filter((one) => one.trim() !== '').slice(0, 12);
}

function firstSentences(head: string, rest: string): string {
  return `${head}. ${rest.slice(0, 160)}`;
}

function quoted(text: string): string {
  const words = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.,;:]+$/, '');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
