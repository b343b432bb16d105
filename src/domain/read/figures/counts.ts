import type { Document } from '../document/document.ts';
import type { Sentence } from '../evidence/sentences.ts';
import { type ReadCount, unknownCount } from '../reading.ts';
import { type Counted, extentOf, nounAfter, unitAfter } from './counted.ts';
import { inSentence } from './counts-in-prose.ts';
import { type Amount, readAmounts } from './numbers.ts';

const telling =
  /customer|user|account|tenant|client|people|organi|affected|impacted|request|call|transaction|job|attempt/i;

const labels: Record<Counted, RegExp> = {
  customersAffected:
    /^(?:(?:number of |how many |total |estimated |approximate )*(?:affected |impacted )?(?:customers?|users?|accounts?|tenants?|clients?|people|organi[sz]ations?)(?: that were| were| which were)?(?: affected| impacted)?|who was (?:affected|impacted)(?: by this incident)?|affected (?:customers|users|parties)|impacted (?:customers|users))$/i,
  requestsAffected:
    /^(?:(?:number of |how many |total |estimated |approximate |failed )*(?:affected |impacted |failed )?(?:requests?|calls?|transactions?|jobs?)(?: that were| were)?(?: affected| impacted| failed)?|how many (?:attempts|requests) were made.*)$/i,
};

const unknown =
  /^(?:tb[adc]|todo|n\/?a|unknown|not known|not (?:yet )?(?:known|measured|determined)|pending)?$/i;

/** How many customers or requests were hit, from a field if there is one, else from what is said of the impact. */
export function readCount(kind: Counted, fields: CountField[], sentences: Sentence[]): ReadCount {
  const field = fields.find(({ label, value }) => labels[kind].test(label) && value.trim() !== '');
  if (field) return fromValue(kind, field);
  let best: { count: ReadCount; score: number } = { count: unknownCount, score: 0 };
  for (const sentence of sentences) {
    const found = inSentence(kind, sentence);
    if (found && found.score > best.score) best = found;
  }
  return best.count;
}

/** A number counts where the value begins with it, or where it stands before what is counted; others name builds and days. */
function isCounted(text: string, amount: Amount, kind: Counted): boolean {
  const before = text.slice(0, amount.from);
  return before.length < 24 &&
    /^\W*(?:(?:about|around|approx(?:imately|\.)?|roughly|almost|nearly|over|under|up to|at least|at most|more than|less than|fewer than|some|ca\.?|circa|an estimated|estimated|only|between|close to|total|of)\W+){0,3}$/i.test(
      before,
    )
    ? !/^\s?(?:in|out of)\s\d/i.test(text.slice(amount.to))
    : unitAfter(text, amount, kind) !== null;
}

/** The words of a short value without what stands around them; nothing of dashes and question marks. By hand: linear. */
function core(text: string): string {
  let from = 0;
  let to = Math.min(text.length, 120);
  if (text.length > to) return text.slice(0, to);
  const isMark = (at: number) => !/[\p{L}\p{N}]/u.test(text[at] ?? '');
  while (from < to && isMark(from)) from += 1;
  while (to > from && isMark(to - 1)) to -= 1;
  return text.slice(from, to);
}

export type CountField = { label: string; value: string; line: number };

/** Fields that count, wherever they stand; a value may be below its label. */
export function countFields(document: Document): CountField[] {
  const found: CountField[] = [];
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
      if (below?.kind === 'text' && line.kind !== 'item')
        found.push({ label, value: below.text, line: below.number });
    }
  }
  return found;
}

function fromValue(kind: Counted, { value, line }: CountField): ReadCount {
  const text = value.replace(/\s+/g, ' ').trim();
  if (unknown.test(core(text))) return unknownCount;
  const amounts = readAmounts(text);
  const count = amounts.find((one) => !one.isPercent && isCounted(text, one, kind)) ?? null;
  const percent = amounts.find(({ isPercent }) => isPercent) ?? null;
  const unit = count ? unitAfter(text, count, kind) : null;
  return {
    text: text.length > 500 ? `${text.slice(0, 499)}…` : text,
    number: count === null || count.isRange ? null : count.value,
    unit:
      unit ??
      (count ? (nounAfter(text, count) ?? (kind === 'requestsAffected' ? 'requests' : 'customers')) : null),
    percent: percent?.value ?? null,
    hedged: [count, percent].some((one) => one?.isHedged === true),
    extent: extentOf(text, count, percent),
    line,
  };
}
