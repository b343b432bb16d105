import type { Document } from '../document/document.ts';
import type { Field } from '../evidence/fields.ts';
import type { Sentence } from '../evidence/sentences.ts';
import type { Extent, ReadCount } from '../reading.ts';
import { type Amount, readAmounts } from './numbers.ts';

/** What is counted: people and what belongs to them, or what they send. */
export type Counted = 'customersAffected' | 'requestsAffected';

const units: Record<Counted, RegExp> = {
  customersAffected:
    /\b(?:customers?|users?|accounts?|organi[sz]ations?|orgs|teams?|tenants?|namespaces?|groups?|projects?|clients?|companies|people|students?|subscribers?|merchants?|workspaces?|members?|visitors?|households?|patients?|hospitals?|schools?|participants?)\b/i,
  requestsAffected:
    /\b(?:requests?|calls?|jobs?|transactions?|queries|pipelines?|messages?|e-?mails?|events?|orders?|sessions?|builds?|deliveries|log-?ins?|attempts?|uploads?|downloads?|payments?|webhooks?|page ?views?|connections?|invocations?|traffic|workflows?|tasks?|searches)\b/i,
};

const telling =
  /customer|user|account|tenant|client|people|organi|affected|impacted|request|call|transaction|job|attempt/i;

const labels: Record<Counted, RegExp> = {
  customersAffected:
    /^(?:(?:number of |how many |total |estimated |approximate )*(?:affected |impacted )?(?:customers?|users?|accounts?|tenants?|clients?|people|organi[sz]ations?)(?: that were| were| which were)?(?: affected| impacted)?|who was (?:affected|impacted)(?: by this incident)?|affected (?:customers|users|parties)|impacted (?:customers|users))$/i,
  requestsAffected:
    /^(?:(?:number of |how many |total |estimated |approximate |failed )*(?:affected |impacted |failed )?(?:requests?|calls?|transactions?|jobs?)(?: that were| were)?(?: affected| impacted| failed)?|how many (?:attempts|requests) were made.*)$/i,
};

const affected =
  /\b(?:affect\w*|impact\w*|fail\w*|errors?|errored|5\d\d|4\d\d|return\w*|received?|experienc\w*|unable|could(?:n.?t| not)|cannot|unavailab\w*|lost|dropped|rejected|timed out|slow\w*|degraded|inaccessib\w*|outage|saw|seeing|disrupt\w*|blocked|delayed|stuck|without|missing|interrupt\w*)\b/i;
const allOf = /\b(?:all|every|each|entire|everyone|everybody|100 ?%)\b/i;
const noneOf =
  /^\W*(?:none|nobody|no one|zero|0|nil)\b|\b(?:no|zero|0|nobody|no one|none of (?:our|the)|without any|not? (?:any|perceivable|noticeable))\s(?:\w+\s){0,3}(?:customers?|users?|impact|requests?|one|data loss|downtime|outage|clients?)\b|\b(?:nobody|no one)\b/i;
const unknown =
  /^\W*(?:tb[adc]|todo|n\/?a|unknown|not known|\?+|-+|–|—|not (?:yet )?(?:known|measured|determined)|pending)\W*$/i;

const empty: ReadCount = {
  text: null,
  number: null,
  unit: null,
  percent: null,
  hedged: null,
  extent: null,
  line: null,
};

/** How many customers or requests were hit, from a field if there is one, else from what is said of the impact. */
export function readCount(kind: Counted, fields: CountField[], sentences: Sentence[]): ReadCount {
  const field = fields.find(({ label, value }) => labels[kind].test(label) && value.trim() !== '');
  if (field) return fromValue(kind, field);
  let best: { count: ReadCount; score: number } = { count: empty, score: 0 };
  for (const sentence of sentences) {
    const found = inSentence(kind, sentence);
    if (found && found.score > best.score) best = found;
  }
  return best.count;
}

export type CountField = { label: string; value: string; line: number };

/** Fields that count, wherever they stand; a value may be below its label. */
export function countFields(document: Document, fields: Field[]): CountField[] {
  const found = fields.map(({ label, value, line }) => ({ label, value, line: line.number }));
  const all = [...Object.values(labels)];
  for (const [index, line] of document.lines.entries()) {
    if (line.kind === 'blank' || line.kind === 'front' || !telling.test(line.text.slice(0, 80))) continue;
    const first = line.cells?.[0] ?? /^([^:?]{3,60}?)\s*[:?]\s*(?=\S|$)/.exec(line.text)?.[1] ?? line.text;
    const label = first
      .replace(/\([^()]*\)/g, ' ')
      .replace(/[^\p{L}\s]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (label.length > 60 || !all.some((form) => form.test(label))) continue;
    const beside = line.cells
      ? line.cells.slice(1).join(' ')
      : line.text.slice(first.length).replace(/^\s*[:?]\s*/, '');
    if (beside !== '') found.push({ label, value: beside, line: line.number });
    else if (line.cells === null) {
      const below = document.lines.slice(index + 1, index + 4).find(({ kind }) => kind !== 'blank');
      if (below && (below.kind === 'text' || below.kind === 'item'))
        found.push({ label, value: below.text, line: below.number });
    }
  }
  return found;
}

function fromValue(kind: Counted, { value, line }: CountField): ReadCount {
  const text = value.replace(/\s+/g, ' ').trim();
  if (unknown.test(text)) return empty;
  const amounts = readAmounts(text);
  const count = amounts.find(({ isPercent }) => !isPercent) ?? null;
  const percent = amounts.find(({ isPercent }) => isPercent) ?? null;
  const unit = count ? unitAfter(text, count, kind) : null;
  return {
    text: text.length > 500 ? `${text.slice(0, 499)}…` : text,
    number: count?.value ?? null,
    unit:
      unit ??
      (count ? (nounAfter(text, count) ?? (kind === 'requestsAffected' ? 'requests' : 'customers')) : null),
    percent: percent?.value ?? null,
    hedged: [count, percent].some((one) => one?.isHedged === true),
    extent: extentOf(text, count, percent),
    line,
  };
}

function extentOf(text: string, count: Amount | null, percent: Amount | null): Extent | null {
  if (count?.value === 0 || percent?.value === 0) return 'none';
  if (count !== null) return 'some';
  if (percent !== null) return percent.value >= 100 && !percent.isHedged ? 'all' : 'some';
  if (noneOf.test(text)) return 'none';
  if (/\b(?:some|few|several|most|many|subset|certain|one)\b/i.test(text) && !/^\W*all\b/i.test(text))
    return 'some';
  return allOf.test(text) ? 'all' : null;
}

/** The noun that a number counts: "550 top-level namespaces", "78 % of flag evaluation requests". */
function unitAfter(text: string, amount: Amount, kind: Counted): string | null {
  const rest = text.slice(amount.to, amount.to + 70);
  const found = units[kind].exec(rest);
  if (!found) return null;
  const between = rest.slice(0, found.index);
  if (/[.;:!?|,()"]/.test(between) || between.trim().split(/\s+/).length > 5) return null;
  // "404 errors for requests" counts neither.
  const words = amount.isPercent ? between.replace(/^\s?of\b/i, '') : between;
  return /\b(?:of|for|to|in|on|by|from|with|and|or|errors?|responses?|status|code|when|while|that)\b/i.test(
    words,
  )
    ? null
    : found[0].toLowerCase();
}

/** The noun counted, where it is none that we know: "1,500 partner shops". */
function nounAfter(text: string, { to }: Amount): string | null {
  const words = /^\s?((?:[\p{L}-]{2,20}\s){0,2}?\p{L}{2,20}s)\b/u.exec(text.slice(to, to + 64))?.[1];
  const noun = words?.split(' ').at(-1)?.toLowerCase() ?? null;
  return noun !== null && /^(?:was|is|has|as|this|its|us)$/.test(noun) ? null : noun;
}

/** Prose counts only where it says outright that so many were hit: a number that is merely near is no figure. */
function inSentence(kind: Counted, sentence: Sentence): { count: ReadCount; score: number } | null {
  const { text, line, section, moments } = sentence;
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
    number: number?.value ?? null,
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
function isHit(text: string, { from, to }: Amount, unit: string): boolean {
  const before = text.slice(Math.max(0, from - 45), from);
  const end = text.toLowerCase().indexOf(unit, to) + unit.length;
  const after = /^[\s,(]*(?:[\w%'-]+\s){0,4}[\w-]+/.exec(text.slice(end, end + 60))?.[0] ?? '';
  return affected.test(before) || (affected.test(after) && !/\bfor\b/i.test(after));
}

/** "550 namespaces, ~12 %": the share stands behind the number. */
function shareBeside(text: string, number: Amount | null): number | null {
  if (number === null) return null;
  const near = text.slice(number.to, number.to + 80);
  return readAmounts(near).find(({ isPercent }) => isPercent)?.value ?? null;
}

function inWords(
  kind: Counted,
  { text, line }: Sentence,
  place: number,
): { count: ReadCount; score: number } | null {
  const noun = units[kind].source.replace(/^\\b|\\b$/g, '');
  const whole = new RegExp(
    String.raw`\b(?:all|every|each)\b(?:\s(?:of|the|our|your|active|read-only|[\w.]+)){0,3}\s(${noun})\b`,
    'i',
  ).exec(text);
  const none = new RegExp(
    String.raw`\b(?:no|zero|none of (?:our|the))\s(?:\w+\s){0,2}(${noun})\s(?:\w+\s){0,2}(?:affected|impacted|lost|impact|hit|noticed|saw|dropped|failed)\b|\b(?:nobody|no one) was (?:affected|impacted)`,
    'i',
  ).exec(text);
  const base = { text: shortened(text), number: null, percent: null, hedged: false, line };
  if (none)
    return {
      count: { ...base, unit: (none[1] ?? null)?.toLowerCase() ?? null, extent: 'none' },
      score: 50 + place,
    };
  if (
    !whole ||
    /\b(?:not|except\w*|but|almost|nearly)\b/i.test(
      text.slice(Math.max(0, whole.index - 20), whole.index + 60),
    )
  )
    return null;
  const unit = (whole[1] ?? '').toLowerCase();
  return isHit(
    text,
    {
      value: 0,
      from: whole.index,
      to: whole.index + whole[0].length - unit.length,
      isPercent: false,
      isHedged: false,
    },
    unit,
  )
    ? { count: { ...base, unit, extent: 'all' }, score: 40 + place }
    : null;
}

function shortened(text: string): string {
  const words = text.trim();
  return words.length > 300 ? `${words.slice(0, 299)}…` : words;
}
