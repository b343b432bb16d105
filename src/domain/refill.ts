import type { Cell, CellName } from './cells.ts';
import type { Span } from './folded-block.ts';
import { saysTheSame } from './how-found.ts';
import { findTable, valueIn, withValue } from './key-information-table.ts';
import {
  type BlockName,
  blockNames,
  hashesOf,
  hashOfText,
  type ReviewMark,
  readMark,
  withMarkAnew,
} from './mark.ts';
import { withoutComments } from './markdown.ts';
import { isPromptOfForm, isStillEmpty } from './placeholder.ts';
import { reviewBlocks } from './review-blocks.ts';

/** What a review shall say: each cell of its table, and each block of ours. null: there is none to write. */
export type Wanted = { cells: Record<CellName, Cell>; blocks: Record<BlockName, string | null> };

/** The same text with what was ours to write written anew, and the cells in which a person has answered. */
export type Refilled = { text: string; written: (CellName | BlockName)[]; leftAlone: CellName[] };

/**
 * Writes into a text that people may have changed in any way since: a cell only while it is empty, a placeholder or
 * exactly what we wrote last, a block only while it is exactly ours, and the hashes of all into the mark. A block that
 * never was there goes where `review-blocks.ts` says. All other characters stay. What was moved, renamed
 * or taken away is left as it is. null: our mark is not there any more.
 */
export function refill(text: string, { cells, blocks }: Wanted): Refilled | null {
  const mark = readMark(text);
  if (mark === null) return null;
  const lines = text.split('\n');
  const hashes: Pick<ReviewMark, 'cells' | 'blocks'> = {
    cells: { ...mark.cells },
    blocks: { ...mark.blocks },
  };
  const written: Refilled['written'] = [];
  const leftAlone: CellName[] = [];
  for (const { line, name } of findTable(text)?.rows ?? []) {
    const row = lines[line] ?? '';
    const stands = valueIn(row);
    const next = nextOf(stands, cells[name], mark.cells[name]);
    if (next === 'theirs') leftAlone.push(name);
    if (next !== 'write') continue;
    lines[line] = withValue(row, cells[name].text);
    hashes.cells[name] = hashOfText(cells[name].text);
    written.push(name);
  }
  for (const name of blockNames) {
    const block = blocks[name];
    if (block === null || !writeBlock(lines, name, block, mark)) continue;
    hashes.blocks[name] = hashOfText(block);
    written.push(name);
  }
  if (written.length === 0) return { text, written, leftAlone };
  return { text: withMarkAnew(lines.join('\n'), { ...mark, ...hashes }), written, leftAlone };
}

/** Whether anything in a text is still ours to write, whatever its value would be. */
export function mayRefill(text: string): boolean {
  const mark = readMark(text);
  if (mark === null) return false;
  const lines = text.split('\n');
  if (blockNames.some((name) => mark.blocks[name] !== undefined && isBlockOurs(lines, name, mark)))
    return true;
  return (findTable(text)?.rows ?? []).some(({ line, name }) =>
    isOurs(valueIn(lines[line] ?? ''), mark.cells[name]),
  );
}

/** Whether a block is ours to write: exactly as we wrote it, or never there and with a place to go to. */
export function mayWriteBlock(text: string, name: BlockName): boolean {
  const mark = readMark(text);
  if (mark === null) return false;
  const lines = text.split('\n');
  if (reviewBlocks[name].find(lines) !== null) return isBlockOurs(lines, name, mark);
  return mark.blocks[name] === undefined && reviewBlocks[name].first(lines) !== null;
}

/** What people have written into the cells of a text. */
export function answersIn(text: string): Partial<Record<CellName, string>> {
  const mark = readMark(text);
  if (mark === null) return {};
  const lines = text.split('\n');
  const answers: Partial<Record<CellName, string>> = {};
  for (const { line, name } of findTable(text)?.rows ?? []) {
    const stands = valueIn(lines[line] ?? '').trim();
    if (!isOurs(stands, mark.cells[name])) answers[name] = stands;
  }
  return answers;
}

/** What stands in each cell and block of a text, in the form in which its mark keeps what we wrote there. */
export function hashesIn(text: string): Pick<ReviewMark, 'cells' | 'blocks'> {
  const lines = text.split('\n');
  const cells = (findTable(text)?.rows ?? []).map(({ line, name }) => [name, valueIn(lines[line] ?? '')]);
  const blocks = blockNames.flatMap((name) => {
    const span = reviewBlocks[name].find(lines);
    return span === null ? [] : [[name, textOf(lines, span)]];
  });
  return { cells: hashesOf(Object.fromEntries(cells)), blocks: hashesOf(Object.fromEntries(blocks)) };
}

/** Writes a block where it stands, or where it shall stand for the first time; false: nothing is to be written. */
function writeBlock(lines: string[], name: BlockName, block: string, mark: ReviewMark): boolean {
  const span = reviewBlocks[name].find(lines);
  if (span === null) return mark.blocks[name] === undefined && insert(lines, name, block);
  if (!isBlockOurs(lines, name, mark) || saysTheSame(textOf(lines, span), block)) return false;
  lines.splice(span.from, span.to - span.from, ...block.split('\n'));
  return true;
}

/** Whether a block stands there exactly as we wrote it. */
function isBlockOurs(lines: string[], name: BlockName, { blocks }: ReviewMark): boolean {
  const span = reviewBlocks[name].find(lines);
  return span !== null && hashOfText(textOf(lines, span)) === blocks[name];
}

/** Empty lines around it, for Markdown to see where the HTML begins and ends. */
function insert(lines: string[], name: BlockName, block: string): boolean {
  const span = reviewBlocks[name].first(lines);
  if (span === null) return false;
  const before = lines[span.from - 1]?.trim() === '' ? [] : [''];
  const after = lines[span.to]?.trim() === '' ? [] : [''];
  lines.splice(span.from, span.to - span.from, ...before, ...block.split('\n'), ...after);
  return true;
}

function textOf(lines: string[], { from, to }: Span): string {
  return lines.slice(from, to).join('\n');
}

/** A comment that no reader sees is a person's note all the same. */
function isOurs(stands: string, hash: string | undefined): boolean {
  return hashOfText(stands) === hash || (isStillEmpty(stands) && withoutComments(stands) === stands);
}

function nextOf(
  stands: string,
  { text, known, leaves }: Cell,
  hash: string | undefined,
): 'write' | 'as-it-is' | 'theirs' {
  if (!isOurs(stands, hash)) return 'theirs';
  const wanted = hashOfText(text);
  if (hashOfText(stands) === wanted) return 'as-it-is';
  // A form asks in its own words.
  if (!known && isPromptOfForm(stands)) return 'as-it-is';
  if (hashOfText(stands) === hash) return leaves?.(stands) ? 'as-it-is' : 'write';
  // Empty, but not as we left it: what a person took away is not put back, unless there is something new to say.
  return known && wanted !== hash ? 'write' : 'as-it-is';
}
