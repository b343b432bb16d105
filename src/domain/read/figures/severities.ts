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

/** The severity that a document ends with: its field, and in it what it was changed to. */
export function readSeverity(document: Document): Severity | null {
  let found: Severity | null = null;
  for (const line of document.lines) {
    if (line.kind === 'blank' || line.text.length > 400) continue;
    const colon = /^([^:|]{3,40}?)\s*:(?!:)\s*(.+)$/.exec(line.text);
    const [name, value] = line.cells
      ? [line.cells[0] ?? '', line.cells.slice(1).join(' ')]
      : [colon?.[1] ?? '', colon?.[2] ?? ''];
    if (label.test(name.trim()) && value !== '') return severityIn(value) ?? found;
    const below = label.test(line.text.replace(/:$/, '')) ? valueBelow(document, line.number) : null;
    if (below !== null) return severityIn(below) ?? found;
    if (/\bseverity\s?::?\s?[1-4]\b|~S[1-4]\b|\bSEV-?[1-4]\b/i.test(line.text))
      found = severityIn(line.text) ?? found;
  }
  return found;
}

function valueBelow(document: Document, number: number): string | null {
  const below = document.lines.slice(number, number + 3).find(({ kind }) => kind !== 'blank');
  return below && below.kind !== 'heading' ? below.text : null;
}

/** In "2, downgraded from 1" it is 2, in "initially 2, later 3" and "S1 → S2" the last. */
function severityIn(value: string): Severity | null {
  const before = value.replace(
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
