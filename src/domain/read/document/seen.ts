import type { Finding } from '../reading.ts';
import type { Line } from '../text/lines.ts';
import { type Mention, readMentions } from '../time/mentions.ts';
import type { Token } from '../time/token.ts';
import { readTokens } from '../time/tokens.ts';

/** A line with the moments that it mentions. `isRow`: it is a row of a timeline. */
export type Seen = { line: Line; tokens: Token[]; mentions: Mention[]; isRow: boolean };

const longestRowHead = 40;
const rowHead =
  /^(?:\d{1,3}[.)]?\s\|\s?)?[\s([~≈±@|•-]*(?:(?:at|on|update|around|about|ca\.?|circa|approx\.?|by|from)\b)?[\s.:,~–-]*$/i;

/** A heading that is a row, or only dates the rows below. */
export function opensNoSection(seen: Seen | undefined): boolean {
  const first = seen?.mentions[0];
  return seen !== undefined && first !== undefined && (seen.isRow || isDateAlone(seen.line, first));
}

export function look(line: Line, isListOfTimes: boolean, findings: Finding[]): Seen {
  if (line.kind === 'blank' || line.text === '') return { line, tokens: [], mentions: [], isRow: false };
  // Columns are those of the words that are read.
  if (line.number <= 3 || line.kind === 'heading') line.text = spelledOut(line.text);
  const words = line.text;
  const tokens = readTokens(words);
  const rows = line.kind === 'front' ? 'none' : isListOfTimes ? 'of-times' : 'maybe';
  const { mentions, placeholders } = readMentions(words, tokens, rows);
  for (const { text } of placeholders) {
    const message = `"${text}" stands where a date or a time belongs`;
    findings.push({ code: 'placeholder-left', line: line.number, message });
  }
  for (const token of tokens) {
    if (token.kind !== 'impossible') continue;
    const message = `"${token.text}" is no time of any day`;
    findings.push({ code: 'impossible-time', line: line.number, message });
  }
  for (const { time } of mentions) {
    if (time?.fault == null) continue;
    const written = words.slice(time.from, time.to);
    findings.push({ code: 'impossible-time', line: line.number, message: `"${written}": ${time.fault}` });
  }
  const first = mentions[0];
  const isRow =
    first !== undefined &&
    line.kind !== 'front' &&
    (first.time !== null || (placeholders.length > 0 && line.kind === 'cells')) &&
    first.from <= longestRowHead &&
    rowHead.test(words.slice(0, first.from)) &&
    !(line.kind === 'heading' && line.level === 1) &&
    !(line.kind === 'text' && isProse(words, first));
  return { line, tokens, mentions, isRow };
}

/** Two lines that begin with a time in whatever form make a list of them: there `1625` and `15h50` are times too. */
export function isListOfTimes(lines: Line[]): boolean {
  return lines.filter(({ kind, text }) => kind !== 'front' && timeHead.test(text)).length > 1;
}

const timeHead = /^\W*(?:ca\.?\s)?\d{1,2}(?:[:.h]\d\d|\d\d)(?=\s|[ap]m|[-–—:\])]|$)/i;

/** A paragraph that begins with a time is no row: "On 3 March at 10:00, customers …". */
function isProse(words: string, first: Mention): boolean {
  const before = words.slice(0, first.from);
  const after = words.slice(first.to);
  if (/^\W*update\W*$/i.test(before)) return false;
  return (
    /[a-z]/i.test(before) ||
    /^\s?,/.test(after) ||
    (/^\s\p{L}/u.test(after) && /[.!?]\s+\p{Lu}[^.]{60,}[.!?](?:\s|$)/u.test(after))
  );
}

/** `20190716-registry` and `2024_10_31` as titles and file names write dates. */
export function spelledOut(title: string): string {
  return title
    .replace(/(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)/g, '$1-$2-$3')
    .replace(/(?<!\d)((?:19|20)\d\d)_(\d\d)_(\d\d)(?!\d)/g, '$1-$2-$3')
    .replace(/(?<![\d-])(\d{1,2})-(\d{1,2})-(\d\d)(?![\d-])/g, '$1/$2/20$3')
    .replace(/(?<=\p{L})[-_](?=(?:19|20)\d\d-\d\d-\d\d)/gu, ' ');
}

/** A line that is a date and nothing else, or a date with a remark on it, dates what follows. */
export function isDateAlone(line: Line, mention: Mention | undefined): boolean {
  if (!mention) return false;
  const rest = `${line.text.slice(0, mention.from)}${line.text.slice(mention.to)}`.replace(/\([^()]*\)/g, '');
  return /^\W*$/.test(rest);
}
