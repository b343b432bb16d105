import type { Severity } from '../../words.ts';
import type { Document } from '../document/document.ts';

const label = /^(?:(?:incident|final|current|initial|issue)\s)*(?:severity|sev)(?:\s(?:level|label))?$/i;
/** `severity::2`, `Severity 2`, `SEV-1`, `S2`; not the S3 of a cloud's storage. */
const named = /(?:~?\bseverity\s?(?:::|:|-|level)?\s?|\bsev[-\s]?|(?<![\w-])~?S(?=[1-4]\b))([1-4])\b/gi;
const grades: [RegExp, Severity][] = [
  [/\bcritical\b/i, 1],
  [/\bhigh\b/i, 2],
  [/\bmedium\b/i, 3],
  [/\blow\b/i, 4],
];

/** What a changed severity is announced by. */
const changed =
  /\bseverity\b[^.:]{0,40}\b(?:changed|lowered|raised|upgraded|downgraded|reduced|increased|set|moved)\b[^.]{0,40}\bto\b(.{1,30})/i;

/** The severity that a document ends with: its last field that is not the initial one, and what it was changed to. */
export function readSeverity(document: Document): Severity | null {
  let initial: Severity | null = null;
  let final: Severity | null = null;
  for (const line of document.lines) {
    if (line.kind === 'blank' || line.text.length > 400) continue;
    const text = line.kind === 'front' ? line.text : plain(line.source);
    const change = changed.exec(text)?.[1];
    const field = fieldOf(document, line.number, text);
    if (change !== undefined) final = severityIn(change) ?? final;
    else if (field !== null && /initial/i.test(field.label)) initial = severityIn(field.value) ?? initial;
    else if (field !== null) final = severityIn(field.value) ?? final;
    else if (/\bseverity\s?::?\s?[1-4]\b|~S[1-4]\b|\bSEV-?[1-4]\b/i.test(text)) final ??= severityIn(text);
  }
  return final ?? initial;
}

function fieldOf(document: Document, number: number, text: string): { label: string; value: string } | null {
  const parts = /^\W*([^:|]{3,40}?)\s*(?::(?!:)|\|)\s*([^|]*)/.exec(text);
  const name = (parts?.[1] ?? text.replace(/^\W+|:\s*$/g, '')).trim();
  if (!label.test(name)) return null;
  const beside = parts?.[2]?.trim() ?? '';
  return { label: name, value: beside === '' ? (valueBelow(document, number) ?? '') : beside };
}

/** A line without the marks around its words, what stands in code included: many write labels so. */
function plain(source: string): string {
  return source
    .replace(/[`*_]+/g, '')
    .replace(/~~[^~]*~~/g, ' ')
    .replace(/^[\s#>-]+/, '')
    .trim();
}

function valueBelow(document: Document, number: number): string | null {
  const below = document.lines.slice(number, number + 3).find(({ kind }) => kind !== 'blank');
  return below && below.kind !== 'heading' ? below.text : null;
}

/** In "2, downgraded from 1" it is 2, in "initially 2, later 3" and "S1 → S2" the last. */
function severityIn(value: string): Severity | null {
  const told = value.replace(/\([^()]*=[^()]*\)/g, ' ');
  if (/^\W*(?:unknown|tb[adc]|not\b)|\?|\b(?:or)\b/i.test(told)) return null;
  const before = told.replace(
    /[([]?\s*\b(?:down|up)graded from\b.*|[([]?\s*\b(?:was|originally|formerly|from|initially) (?:severity|sev|s)?[-\s:]*[1-4]\b(?!\s*(?:to|→|->|,|and|but))[^,;]*/gi,
    ' ',
  );
  const numbers = [...before.matchAll(named)].map((one) => Number(one[1]));
  const last = numbers.at(-1) ?? bareNumber(before);
  if (last !== null) return toSeverity(last);
  const grade = grades.find(([form]) => form.test(before));
  return grade?.[1] ?? null;
}

function bareNumber(value: string): number | null {
  const all = [...value.matchAll(/(?<![\w.:/-])([1-4])(?![\w.:%/-])/g)].map((one) => Number(one[1]));
  return all.at(-1) ?? null;
}

function toSeverity(number: number): Severity | null {
  return number === 1 || number === 2 || number === 3 || number === 4 ? number : null;
}
