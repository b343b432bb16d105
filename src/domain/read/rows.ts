import type { Candidate } from './candidates.ts';
import {
  closedTag,
  declaredTag,
  endTag,
  failing,
  noticed,
  notYet,
  partly,
  remedy,
  resolvedTag,
  startTag,
  wholly,
  working,
} from './cues.ts';
import { type Entry, wallMinutes } from './stamps.ts';

const resolvedScore = 54;
const lateMinutes = 6 * 60;

/** What each row of a timeline says of the beginning and the end of the impact. */
export function fromRows(entries: Entry[]): Candidate[] {
  const rows = entries.filter(
    (entry) => !entry.isOfLog && entry.section.kind !== 'after' && !entry.at.isDoubtful,
  );
  const candidates: Candidate[] = [];
  for (const [index, row] of rows.entries()) {
    const start = startOf(row, index);
    if (start) candidates.push(start);
    const end = endOf(row, index, rows);
    if (end) candidates.push(end);
  }
  return candidates.map((one) => (isLateResolution(one, candidates) ? { ...one, score: 40 } : one));
}

/** People mark it resolved long after it was over: where a row shows that, the mark is no end of the impact. */
function isLateResolution(one: Candidate, all: Candidate[]): boolean {
  if (one.role !== 'end' || one.score !== resolvedScore) return false;
  const at = wallMinutes(one.stamp) ?? 0;
  return all.some(
    ({ role, score, stamp }) =>
      role === 'end' &&
      score >= 44 &&
      score !== resolvedScore &&
      at - (wallMinutes(stamp) ?? at) > lateMinutes,
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
  if (failing.test(head) && !isOver(head)) {
    const score = noticed.test(head) ? 42 : 44;
    return { ...base, score, tier: 'row', source, confidence: 'inferred' };
  }
  if (noticed.test(head) || declaredTag.test(head)) {
    const score = failing.test(first) ? 42 : declaredTag.test(head) ? 38 : 36;
    return { ...base, score, tier: 'row', source, confidence: 'inferred' };
  }
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
  if (endTag.test(head) && !/\bnot\b/i.test(head)) {
    return { ...base, score: 72, tier: 'tag', source, confidence: 'stated' };
  }
  if (resolvedTag.test(head))
    return { ...base, score: resolvedScore, tier: 'tag', source, confidence: 'stated' };
  if (endTag.test(rest) && !partly.test(rest))
    return { ...base, score: 56, tier: 'row', source, confidence: 'inferred' };
  const best = sentencesOf(head, rest)
    .map((sentence, at) => endScore(sentence) - (at > 0 ? 3 : 0))
    .reduce((a, b) => Math.max(a, b), 0);
  if (best > 0) return { ...base, score: best, tier: 'row', source, confidence: 'inferred' };
  if (closedTag.test(head)) return { ...base, score: 24, tier: 'row', source, confidence: 'inferred' };
  return isLast && index > 0 && (remedy.test(head) || remedy.test(rest))
    ? { ...base, score: 22, tier: 'row', source, confidence: 'inferred' }
    : null;
}

function endScore(sentence: string): number {
  if (working.test(sentence)) {
    if (notYet.test(sentence)) return 0;
    if (/\b(?:not|n.t|still|un(?:able|successful\w*)|fail\w*|never)\b/i.test(sentence)) return 26;
    if (partly.test(sentence) || noticed.test(sentence)) return wholly.test(sentence) ? 40 : 36;
    return wholly.test(sentence) ? 48 : 45;
  }
  return remedy.test(sentence) && !notYet.test(sentence) ? 28 : 0;
}

function sentencesOf(head: string, rest: string): string[] {
  return [head, ...rest.split(/(?<=[.!;])\s+|\n/)].filter((one) => one.trim() !== '').slice(0, 12);
}

function firstSentences(head: string, rest: string): string {
  return `${head}. ${rest.slice(0, 160)}`;
}

function quoted(text: string): string {
  const words = text.trim().replace(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
