import type { Document } from '../document/document.ts';
import type { SectionKind } from '../text/sections.ts';
import type { Stamp } from '../time/stamps.ts';

/** A sentence of prose with the moments in it; `at` is where each stands in the sentence. */
export type Sentence = {
  text: string;
  line: number;
  section: SectionKind;
  moments: { stamp: Stamp; from: number; to: number }[];
};

const sentenceEnd = /(?<=[.!?])["')\]]?\s+(?=["'([]?[\p{Lu}\d])|\s;\s|\n\n/gu;
const abbreviation =
  /\b(?:approx|ca|e\.g|i\.e|etc|vs|no|st|a\.m|p\.m|jan|feb|mar|apr|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|\d{1,2})\.$/i;
const longestParagraph = 20_000;

/** The sentences of all prose: paragraphs and list items, but no rows of a timeline and nothing below them. */
export function readSentences(document: Document): Sentence[] {
  const sentences: Sentence[] = [];
  const ofRows = new Set<number>();
  for (const { line, lastLine } of document.entries)
    for (let at = line; at <= lastLine; at += 1) ofRows.add(at);
  let paragraph: Paragraph | null = null;
  let wasField = false;
  const close = () => {
    if (paragraph) sentences.push(...split(paragraph));
    paragraph = null;
  };
  for (const [index, line] of document.lines.entries()) {
    const section = document.sections[index];
    const isProse = line.kind === 'text' || line.kind === 'item' || (line.kind === 'cells' && !line.isHead);
    if (!isProse || ofRows.has(line.number) || section === undefined) {
      close();
      continue;
    }
    const isField = /^\p{Lu}[\p{L}\s()]{1,40}:\s/u.test(line.text);
    const begins =
      line.kind !== 'text' ||
      paragraph === null ||
      isField ||
      wasField ||
      paragraph.text.length > longestParagraph;
    wasField = isField;
    if (begins) {
      close();
      paragraph = { text: '', section: section.kind, lines: [], moments: [] };
    }
    if (paragraph) add(paragraph, line.text, line.number, document.stamps[index] ?? []);
  }
  close();
  return sentences;
}

type Paragraph = {
  text: string;
  section: SectionKind;
  lines: { from: number; line: number }[];
  moments: Sentence['moments'];
};

function add(paragraph: Paragraph, text: string, line: number, stamps: Stamp[]): void {
  const gap = paragraph.text === '' ? '' : ' ';
  const from = paragraph.text.length + gap.length;
  paragraph.text += gap + text;
  paragraph.lines.push({ from, line });
  for (const stamp of stamps) {
    paragraph.moments.push({ stamp, from: from + stamp.mention.from, to: from + stamp.mention.to });
  }
}

function split(paragraph: Paragraph): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let nextMoment = 0;
  let nextLine = 0;
  const cut = (to: number) => {
    while ((paragraph.lines[nextLine + 1]?.from ?? Number.POSITIVE_INFINITY) <= from) nextLine += 1;
    const moments: Sentence['moments'] = [];
    for (;;) {
      const moment = paragraph.moments[nextMoment];
      if (!moment || moment.from >= to) break;
      moments.push({ stamp: moment.stamp, from: moment.from - from, to: moment.to - from });
      nextMoment += 1;
    }
    const text = paragraph.text.slice(from, to);
    const line = paragraph.lines[nextLine]?.line ?? 0;
    if (text.trim() !== '') sentences.push({ text, line, section: paragraph.section, moments });
    from = to;
  };
  for (const found of paragraph.text.matchAll(sentenceEnd)) {
    const before = paragraph.text.slice(Math.max(from, found.index - 12), found.index);
    if (!abbreviation.test(before)) cut(found.index + found[0].length);
  }
  cut(paragraph.text.length);
  return sentences;
}
