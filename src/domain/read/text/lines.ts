import { cellTitles } from '../../cells.ts';
import { isStillEmpty } from '../../placeholder.ts';
import { readableWords } from './readable-words.ts';
import { longestStrike, newVeil } from './veil.ts';

/**
 * One line of a document with what may be read of it: no code, no quotes, no addresses, nothing struck out.
 * `front`: a line of front matter. `level`: depth of a heading, else the indentation in columns.
 */
export type Line = {
  number: number;
  kind: 'blank' | 'heading' | 'cells' | 'item' | 'text' | 'front';
  level: number;
  text: string;
  /** The cells of a table's row. */
  cells: string[] | null;
  /** The first row of a table. */
  isHead: boolean;
  /** As it stands in the document; only for what is written in marks, such as addresses of issues. */
  source: string;
};

/** Nothing but bars, colons and dashes: the rule below the head of a table. */
const delimiterRow = /^(?=[^-]*-)[\s|:-]+$/;
const headingForm = /^\s{0,3}(#{1,6})\s+(\S.*)$/;
const itemForm = /^(\s*)(?:[-*+•◦‣·]|\d{1,3}[.)])\s+(\S.*)$/;
const boldLine = /^\s*(?:\*\*|__)([^*_]{2,80})(?:\*\*|__):?\s*$/;
/** Headings of documents that lost their marks, as a copy of a web page does. */
const plainHeading =
  /^(?:executive )?(?:summary|impact|(?:customer|user) impact|timeline|chronology|detection|root causes?|trigger|resolution|mitigation|recovery|details|conclusions?|actionables|actions?(?: items)?|corrective actions|follow[- ]?ups?|lessons(?: learned| learnt)?|what went well\??|what went (?:poorly|wrong)\??|where (?:did )?we get lucky\??|key information|background|introduction|contributing factors|references|appendix)$/i;

/** A row of the key information that lost its bars, as a copy of a web page does. */
const flattenedRow = new RegExp(`^(${Object.values(cellTitles).join('|')})\\s+(?![([:])(\\S.*)$`, 'i');

/** Nobody writes more on one line; what stands behind is not read. */
const longestLine = 10_000;
const mostLines = 30_000;

/** Cuts a document into its first 30,000 lines; linear in its length. Text inside of code, comments and quotes comes out blank. */
export function readLines(document: string): Line[] {
  const raw = document.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, mostLines);
  const lines: Line[] = [];
  const frontEnd = endOfFrontMatter(raw);
  const veil = newVeil();
  let before: Line | null = null;
  let inTable = false;
  for (let at = 0; at < raw.length; at += 1) {
    let source = (raw[at] ?? '').slice(0, longestLine);
    const number = at + 1;
    if (at <= frontEnd) {
      lines.push({
        ...blank(number),
        kind: 'front',
        source,
        text: at === 0 || at === frontEnd ? '' : front(source),
      });
      continue;
    }
    const readable = veil.read(source, raw.slice(at + 1, at + 1 + longestStrike));
    if (readable === null) {
      lines.push(blank(number));
      continue;
    }
    source = tracked(readable, lines).replace(compactMoment, '$1-$2-$3T$4:$5');
    if (/^\s*>/.test(source) || source.trim() === '') {
      inTable = false;
      before = blank(number);
      lines.push(before);
      continue;
    }
    if (delimiterRow.test(source) && source.includes('-')) {
      const isTable = source.includes('|');
      inTable ||= isTable && before !== null && before.kind === 'cells';
      if (before && isTable) before.isHead = true;
      const isSetext = /^\s{0,3}-{2,}\s*$/.test(source);
      if (before?.kind === 'text' && isSetext && before.text.length < 120) before.kind = 'heading';
      lines.push(blank(number));
      continue;
    }
    if (/^\s*=+\s*$/.test(source)) {
      if (before?.kind === 'text') Object.assign(before, { kind: 'heading', level: 1 });
      lines.push(blank(number));
      continue;
    }
    const nextIsRule = isRule(raw[at + 1]);
    const line = lineOf(number, source, inTable || nextIsRule, before === null || before.kind === 'blank');
    inTable = line.kind === 'cells' && inTable;
    lines.push(line);
    before = line;
  }
  return lines;
}

function lineOf(number: number, source: string, inTable: boolean, afterBlank: boolean): Line {
  const base = { ...blank(number), source };
  const row = source.trimStart();
  if (row.startsWith('|') || (inTable && row.includes('|')) || /<t[dh][\s>]/i.test(row)) {
    return { ...base, kind: 'cells', ...cellsOf(row) };
  }
  const heading = headingForm.exec(source);
  if (heading) {
    const text = readableWords((heading[2] ?? '').replace(/\s#+\s*$/, ''));
    return { ...base, kind: 'heading', level: heading[1]?.length ?? 1, text };
  }
  const item = itemForm.exec(source);
  if (item) {
    return {
      ...base,
      kind: 'item',
      level: item[1]?.length ?? 0,
      text: readableWords((item[2] ?? '').replace(/^\[[ xX~]\]\s+/, '')),
    };
  }
  const bold = boldLine.exec(source);
  if (bold) return { ...base, kind: 'heading', level: 7, text: readableWords(bold[1] ?? '') };
  if (afterBlank && /^(?: {4,}|\t)/.test(source) && !/^\s*[~([]?\d/.test(source)) return base;
  const flattened = flattenedRow.exec(row);
  if (flattened) return { ...base, kind: 'cells', ...cellsOf(`${flattened[1]} | ${flattened[2]}`) };
  const text = readableWords(source.trim());
  if (afterBlank && plainHeading.test(text)) return { ...base, kind: 'heading', level: 2, text };
  return { ...base, kind: text === '' ? 'blank' : 'text', level: indentation(source), text };
}

/** `20260504T101500Z` */
const compactMoment = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?(?=Z|[+-]\d)/g;

const trackForm = /\{\{<\s*track\s+"([^"]{8,40})"\s*>\}\}/;

/** cState stamps an update behind its words: `{{< track "2026-05-04 10:00" >}}` makes a row of them. */
function tracked(source: string, lines: Line[]): string {
  const found = source.includes('{{<') ? trackForm.exec(source) : null;
  if (!found) return source;
  const at = (found[1] ?? '').replace(/\.\d+/, '');
  const beside = source.replace(trackForm, '').trim();
  return `- ${at} ${beside === '' ? paragraphAbove(lines) : beside}`;
}

function paragraphAbove(lines: Line[]): string {
  const words: string[] = [];
  for (let at = lines.length - 1; at >= 0 && words.length < 6; at -= 1) {
    const line = lines[at];
    if (line?.kind !== 'text') break;
    words.unshift(line.text);
  }
  return words.join(' ');
}

function isRule(source = ''): boolean {
  return source.length < longestLine && source.includes('|') && delimiterRow.test(source);
}

function blank(number: number): Line {
  return { number, kind: 'blank', level: 0, text: '', cells: null, isHead: false, source: '' };
}

function indentation(source: string): number {
  return source.length - source.trimStart().length;
}

function cellsOf(row: string): { cells: string[]; text: string } {
  const marked = row.replace(/<\/t[dh]>/gi, '|').replace(/<t[rdh][^<>]{0,200}>/gi, '');
  const parts = marked
    .split(/(?<!\\)\|/)
    .map((cell) => (isStillEmpty(cell) ? '' : readableWords(cell.trim())));
  if (parts[0] === '') parts.shift();
  if (parts.at(-1) === '') parts.pop();
  return { cells: parts, text: parts.join(' | ') };
}

/** The index of the last line of front matter; -1 where there is none. */
function endOfFrontMatter(raw: string[]): number {
  const rule = raw[0]?.trim();
  if (rule !== '---' && rule !== '+++') return -1;
  const longest = Math.min(raw.length, 200);
  for (let at = 1; at < longest; at += 1) if (raw[at]?.trim() === rule) return at;
  return -1;
}

function front(source: string): string {
  if (/^\s*#/.test(source)) return '';
  return source.replace(/^(\s*[\w-]{1,60}\s*[:=]\s*)(["'])(.*)\2\s*$/, '$1$3').trim();
}
