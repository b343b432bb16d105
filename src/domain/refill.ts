import type { Cell, CellName } from './cells.ts';
import { findHowFound, saysTheSame } from './how-found.ts';
import { findTable, valueIn, withValue } from './key-information-table.ts';
import { hashOfText, type ReviewMark, readMark, writeMark } from './mark.ts';
import { isPromptOfForm, isStillEmpty } from './placeholder.ts';

/** What a review shall say: each cell of its table, and the block that tells where they come from. */
export type Wanted = { cells: Record<CellName, Cell>; howFound: string };

/** The same text with what was ours to write written anew, and the cells in which a person has answered. */
export type Refilled = { text: string; written: (CellName | 'howFound')[]; leftAlone: CellName[] };

/**
 * Writes into a text that people may have changed in any way since: a cell only while it is empty, a placeholder or
 * exactly what we wrote last, the block only while it is exactly ours, and the hashes of both into the mark. All other
 * characters stay. What was moved, renamed or taken away is left as it is. null: our mark is not there any more.
 */
export function refill(text: string, { cells, howFound }: Wanted): Refilled | null {
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
  const block = findHowFound(lines);
  const found = block === null ? '' : lines.slice(block.from, block.to).join('\n');
  if (block !== null && hashOfText(found) === mark.blocks.howFound && !saysTheSame(found, howFound)) {
    lines.splice(block.from, block.to - block.from, ...howFound.split('\n'));
    hashes.blocks.howFound = hashOfText(howFound);
    written.push('howFound');
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
  const block = findHowFound(lines);
  if (block && hashOfText(lines.slice(block.from, block.to).join('\n')) === mark.blocks.howFound) return true;
  return (findTable(text)?.rows ?? []).some(({ line, name }) =>
    isOurs(valueIn(lines[line] ?? ''), mark.cells[name]),
  );
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
