import type { Cell, CellName } from './cells.ts';
import type { Span } from './folded-block.ts';
import { findHowFound, saysTheSame } from './how-found.ts';
import { findTable, valueIn, withValue } from './key-information-table.ts';
import { type BlockName, hashOfText, type ReviewMark, readMark, writeMark } from './mark.ts';
import { findMeasured } from './measured-block.ts';
import { isPromptOfForm, isStillEmpty } from './placeholder.ts';

/** What a review shall say: each cell of its table, and the blocks that tell where they come from. null: there is none. */
export type Wanted = { cells: Record<CellName, Cell>; howFound: string; measured: string | null };

/** The same text with what was ours to write written anew, and the cells in which a person has answered. */
export type Refilled = { text: string; written: (CellName | BlockName)[]; leftAlone: CellName[] };

const findBlock: Record<BlockName, (lines: string[]) => Span | null> = {
  howFound: findHowFound,
  measured: findMeasured,
};

/**
 * Writes into a text that people may have changed in any way since: a cell only while it is empty, a placeholder or
 * exactly what we wrote last, a block only while it is exactly ours, and the hashes of all into the mark. A block that
 * never was there goes below the table and what stands there of ours. All other characters stay. What was moved, renamed
 * or taken away is left as it is. null: our mark is not there any more.
 */
export function refill(text: string, { cells, howFound, measured }: Wanted): Refilled | null {
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
  for (const [name, block] of [['howFound', howFound] as const, ['measured', measured] as const]) {
    if (block === null || !writeBlock(lines, name, block, mark)) continue;
    hashes.blocks[name] = hashOfText(block);
    written.push(name);
  }
  if (written.length === 0) return { text, written, leftAlone };
  const at = lines.findLastIndex((line) => line.trim() !== '');
  lines[at] = writeMark({ ...mark, ...hashes });
  return { text: lines.join('\n'), written, leftAlone };
}

/** Whether anything in a text is still ours to write, whatever its value would be. */
export function mayRefill(text: string): boolean {
  const mark = readMark(text);
  if (mark === null) return false;
  const lines = text.split('\n');
  const isBlockOurs = ([name, hash]: [string, string]): boolean => {
    const span = name === 'howFound' || name === 'measured' ? findBlock[name](lines) : null;
    return span !== null && hashOfText(textOf(lines, span)) === hash;
  };
  if (Object.entries(mark.blocks).some(isBlockOurs)) return true;
  return (findTable(text)?.rows ?? []).some(({ line, name }) =>
    isOurs(valueIn(lines[line] ?? ''), mark.cells[name]),
  );
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

/** Writes a block where it stands, or where it shall stand for the first time; false: nothing is to be written. */
function writeBlock(lines: string[], name: BlockName, block: string, { blocks }: ReviewMark): boolean {
  const span = findBlock[name](lines);
  if (span === null) return name === 'measured' && blocks[name] === undefined && insert(lines, block);
  const stands = textOf(lines, span);
  if (hashOfText(stands) !== blocks[name] || saysTheSame(stands, block)) return false;
  lines.splice(span.from, span.to - span.from, ...block.split('\n'));
  return true;
}

/** Empty lines around it, for Markdown to see where the HTML begins and ends. */
function insert(lines: string[], block: string): boolean {
  const at = findHowFound(lines)?.to ?? findTable(lines.join('\n'))?.end ?? null;
  if (at === null) return false;
  const gap = lines[at]?.trim() === '' ? [] : [''];
  lines.splice(at, 0, '', ...block.split('\n'), ...gap);
  return true;
}

function textOf(lines: string[], { from, to }: Span): string {
  return lines.slice(from, to).join('\n');
}

function isOurs(stands: string, hash: string | undefined): boolean {
  return isStillEmpty(stands) || hashOfText(stands) === hash;
}

function nextOf(
  stands: string,
  { text, known }: Cell,
  hash: string | undefined,
): 'write' | 'as-it-is' | 'theirs' {
  if (!isOurs(stands, hash)) return 'theirs';
  const wanted = hashOfText(text);
  if (hashOfText(stands) === wanted) return 'as-it-is';
  // A form asks in its own words.
  if (!known && isPromptOfForm(stands)) return 'as-it-is';
  if (hashOfText(stands) === hash) return 'write';
  // Empty, but not as we left it: what a person took away is not put back, unless there is something new to say.
  return known && wanted !== hash ? 'write' : 'as-it-is';
}
