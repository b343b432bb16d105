import type { Sentence } from '../evidence/sentences.ts';
import type { ReadCount } from '../reading.ts';
import { type Counted, extentOf, unitAfter, units } from './counted.ts';
import { type Amount, readAmounts } from './numbers.ts';

export type Weighed = { count: ReadCount; score: number };

const affected =
  /\b(?:affect\w*|impact\w*|fail\w*|errors?|errored|5\d\d|4\d\d|return\w*|received?|experienc\w*|unable|could(?:n.?t| not)|cannot|unavailab\w*|lost|dropped|rejected|timed out|slow\w*|degraded|inaccessib\w*|outage|saw|seeing|disrupt\w*|blocked|delayed|stuck|without|missing|interrupt\w*)\b/i;

/** Prose counts only where it says outright that so many were hit: a number that is merely near is no figure. */
export function inSentence(kind: Counted, sentence: Sentence): Weighed | null {
  const { text, line, section, moments } = sentence;
  if (/\bnone (?:of (?:them|these) )?(?:was|were)\b/i.test(text)) return null;
  if (section === 'after' || text.length > 1_500 || !units[kind].test(text) || !affected.test(text))
    return null;
  const place = section === 'impact' ? 12 : section === 'summary' ? 6 : 0;
  let number: (Amount & { unit: string }) | null = null;
  let percent: (Amount & { unit: string }) | null = null;
  for (const amount of readAmounts(text)) {
    if (moments.some(({ from, to }) => amount.from < to && amount.to > from)) continue;
    const unit = unitAfter(text, amount, kind);
    if (unit === null || isStatus(amount, unit) || !isHit(text, amount, unit)) continue;
    if (amount.isPercent) percent ??= { ...amount, unit };
    else if (amount.value > 1) number ??= { ...amount, unit };
  }
  const told = number ?? percent;
  if (!told) return inWords(kind, sentence, place);
  const count: ReadCount = {
    text: shortened(text),
    number: number === null || number.isRange ? null : number.value,
    unit: told.unit,
    percent: percent?.value ?? shareBeside(text, number),
    hedged: number?.isHedged === true || percent?.isHedged === true,
    extent: extentOf(text, number, percent),
    line,
  };
  return { count, score: 60 + place + (number && percent ? 4 : 0) };
}

/** "503 messages" are messages of the status 503, not as many. */
function isStatus({ value, isPercent }: Amount, unit: string): boolean {
  return !isPercent && value >= 400 && value < 600 && /^(?:messages?|events?)$/.test(unit);
}

/** "affecting 305 teams", "78 % of requests failed": the verb stands right before the number or behind its noun. */
function isHit(text: string, { from, to }: { from: number; to: number }, unit: string): boolean {
  const before = text.slice(Math.max(0, from - 45), from);
  const end = text.toLowerCase().indexOf(unit, to) + unit.length;
  const behind = text
    .slice(end, end + 90)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ');
  const after = /^[\s,]*(?:[\w%'-]+\s){0,4}[\w-]+/.exec(behind)?.[0] ?? '';
  return affected.test(before) || (affected.test(after) && !/\b(?:for|about|of)\b/i.test(after));
}

/** "550 namespaces, ~12 %": the share stands behind the number. */
function shareBeside(text: string, number: Amount | null): number | null {
  if (number === null) return null;
  const near = text.slice(number.to, number.to + 80);
  return readAmounts(near).find(({ isPercent }) => isPercent)?.value ?? null;
}

/** No number, but words that say how much of all: "all customers", "most of our users", "no requests failed". */
function inWords(kind: Counted, { text, line }: Sentence, place: number): Weighed | null {
  const noun = units[kind].source.replace(/^\\b|\\b$/g, '');
  const told = (form: string) => new RegExp(form, 'i').exec(text);
  const base = { text: shortened(text), number: null, percent: null, line };
  const none = told(
    String.raw`\b(?:no|zero|none of (?:our|the))\s(?:\w+\s){0,2}(${noun})\s(?:(?:was|were|are|is|has|have|been|got)\s){0,2}(?:affected|impacted|impact|hit|noticed|saw|dropped|failed)\b|\b(?:nobody|no one) was (?:affected|impacted)`,
  );
  if (none) {
    const unit = none[1]?.toLowerCase() ?? null;
    return { count: { ...base, unit, hedged: false, extent: 'none' }, score: 50 + place };
  }
  const part = told(
    String.raw`\b(?:most|some|many|several|(?:about |roughly )?half|a (?:few|number|subset|portion|fraction|handful))\b(?:\s(?:of|the|our|your|active|\w+)){0,3}\s(${noun})\b`,
  );
  if (part && isHitPhrase(text, part)) {
    const unit = (part[1] ?? '').toLowerCase();
    return { count: { ...base, unit, hedged: true, extent: 'some' }, score: 38 + place };
  }
  const whole = told(
    String.raw`\b(?:all|every|each)\b(?:\s(?:of|the|our|your|active|read-only|[\w.]+)){0,3}\s(${noun})\b`,
  );
  if (!whole || !isHitPhrase(text, whole) || isLimited(text, whole.index)) return null;
  const unit = (whole[1] ?? '').toLowerCase();
  return { count: { ...base, unit, hedged: false, extent: 'all' }, score: 40 + place };
}

function isLimited(text: string, at: number): boolean {
  return /\b(?:not|except\w*|but|almost|nearly)\b/i.test(text.slice(Math.max(0, at - 20), at + 60));
}

function isHitPhrase(text: string, found: RegExpExecArray): boolean {
  const unit = (found[1] ?? '').toLowerCase();
  return isHit(text, { from: found.index, to: found.index + found[0].length - unit.length }, unit);
}

function shortened(text: string): string {
  const words = text.trim();
  return words.length > 300 ? `${words.slice(0, 299)}…` : words;
}
