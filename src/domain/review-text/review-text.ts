import type { Token } from 'markdown-it';
import { findBoxes } from '../boxes/find-boxes.ts';
import type { CellName } from '../cells.ts';
import { headingsIn } from '../headings.ts';
import { findTable, valueIn } from '../key-information-table.ts';
import { blockNames, type ReviewMark, readMark } from '../mark.ts';
import { parseBlocks } from '../markdown.ts';
import { reviewBlocks } from '../review-blocks.ts';
import { asMarkdown, cellsOfCopy } from './copied.ts';

/** A paragraph, an item of a list without those inside it, or a cell, as it is written. `line` counts from 1. */
export type Piece = { line: number; kind: 'paragraph' | 'item' | 'cell'; source: string };

/** What stands below one heading, up to the next one of any level. What stands before the first has level 0. */
export type Section = { title: string; level: number; line: number; pieces: Piece[] };

/** The text of a review, taken apart once for all who judge it. What is ours or code stands in no section. */
export type ReviewText = {
  lines: string[];
  sections: Section[];
  /** What stands in each cell of the key information that has a row; null: the table is not found. */
  cells: Partial<Record<CellName, string>> | null;
  /** The words behind each box that bears the mark of a guideline, by its id. */
  boxes: ReadonlyMap<string, string>;
  mark: ReviewMark | null;
};

/** Nobody writes a longer paragraph or cell; what stands behind is not read. */
const longestPiece = 20_000;

/** Takes any text apart, in linear time; a copy of a page without its marks of Markdown, too. Never throws. */
export function readReviewText(text: string): ReviewText {
  const written = text.replace(/\r\n?/g, '\n');
  const read = parseBlocks(written);
  const isCopy = headingsIn(read).length === 0;
  const markdown = isCopy ? asMarkdown(written) : written;
  const lines = markdown.split('\n');
  const sections = sectionsOf(isCopy ? parseBlocks(markdown) : read, linesOfOurs(lines));
  return {
    lines,
    sections,
    cells: cellsOf(markdown, lines) ?? (isCopy ? cellsOfCopy(lines) : null),
    boxes: boxesOf(written),
    mark: readMark(written),
  };
}

function sectionsOf(tokens: Token[], ours: ReadonlySet<number>): Section[] {
  const headings = headingsIn(tokens);
  const sections: Section[] = [{ title: '', level: 0, line: 1, pieces: [] }];
  const within: string[] = [];
  let line = 0;
  let next = 0;
  for (const { type, nesting, map, level, content } of tokens) {
    if (map) [line] = map;
    if (nesting === 1) within.push(type);
    if (nesting === -1) within.pop();
    const heading = headings[next];
    if (type === 'heading_open' && level === 0 && heading) {
      sections.push({ title: heading.title, level: heading.level, line: heading.from + 1, pieces: [] });
      next += 1;
    }
    const isTitle = within.at(-1) === 'heading_open' && within.length === 1;
    if (type !== 'inline' || isTitle || ours.has(line)) continue;
    const source = content.slice(0, longestPiece);
    sections.at(-1)?.pieces.push({ line: line + 1, kind: kindOf(within), source });
  }
  return sections;
}

function kindOf(within: string[]): Piece['kind'] {
  const innermost = within.findLast((type) => type === 'table_open' || type === 'list_item_open');
  if (innermost === undefined) return 'paragraph';
  return innermost === 'table_open' ? 'cell' : 'item';
}

function linesOfOurs(lines: string[]): ReadonlySet<number> {
  const ours = new Set<number>();
  for (const name of blockNames) {
    const span = reviewBlocks[name].find(lines);
    for (let line = span?.from ?? 0; line < (span?.to ?? 0); line += 1) ours.add(line);
  }
  return ours;
}

function cellsOf(markdown: string, lines: string[]): ReviewText['cells'] {
  const table = findTable(markdown);
  if (table === null) return null;
  return Object.fromEntries(
    table.rows.map(({ line, name }) => [
      name,
      valueIn(lines[line] ?? '')
        .trim()
        .slice(0, longestPiece),
    ]),
  );
}

/** As they are found to be ticked, so that what is judged is what has a box. Of one that somebody copied the first counts. */
function boxesOf(text: string): ReviewText['boxes'] {
  const byId = Map.groupBy(findBoxes(text), ({ id }) => id);
  return new Map([...byId].map(([id, [first]]) => [id, first?.words ?? '']));
}
