import { type Cell, type CellName, cellNames, cellTitles } from './cells.ts';
import { lettersOf } from './headings.ts';
import { parseBlocks } from './markdown.ts';
import { isPromptOfForm } from './placeholder.ts';

/** Further names under which a form may ask for a value; compared by their letters alone. */
const otherTitles: Record<CellName, string[]> = {
  customersAffected: ['affected customers', 'users affected', 'affected users'],
  requestsAffected: ['affected requests'],
  severity: ['severity'],
  start: ['start', 'started', 'started at', 'incident start', 'incident start time', 'impact start'],
  end: ['end', 'ended', 'ended at', 'incident end', 'incident end time', 'impact end'],
  duration: ['duration', 'total time', 'incident duration', 'impact duration'],
  incident: ['incident', 'incident issue', 'incident link', 'link to incident', 'link to the incident'],
};

const cellByTitle = new Map(
  cellNames.flatMap((name) =>
    [cellTitles[name], ...otherTitles[name]].map((title): [string, CellName] => [lettersOf(title), name]),
  ),
);

/** One row in a table of values is a coincidence, two are the key information. */
const fewestRows = 2;

const longestTitle = 200;

export type Row = { line: number; name: CellName };

/** The key information of a text: its rows that name one of our cells, each once, and the line after the table. */
export type Table = { rows: Row[]; end: number };

/**
 * Fills the key information table of a form. Only cells that are empty or a prompt are written, and only with values
 * that are known; all other characters stay. Lines end with `\n`. `ours`: what stands then in each cell that may be
 * written later on, because nobody has answered there. `end`: the line after the table; null: there is none.
 */
export function fillKeyInformation(
  markdown: string,
  cells: Record<CellName, Cell>,
): { text: string; ours: Partial<Record<CellName, string>>; end: number | null } {
  const lines = markdown.split('\n');
  const table = findTable(markdown);
  const ours: Partial<Record<CellName, string>> = {};
  for (const { line, name } of table?.rows ?? []) {
    const row = lines[line] ?? '';
    const stands = valueIn(row);
    if (!isPromptOfForm(stands)) continue;
    if (cells[name].known) lines[line] = withValue(row, cells[name].text);
    ours[name] = cells[name].known ? cells[name].text : stands;
  }
  return { text: lines.join('\n'), ours, end: table?.end ?? null };
}

/** The first table with at least two rows that name one of our cells; null: none. */
export function findTable(markdown: string): Table | null {
  const lines = markdown.split('\n');
  for (const { type, level, map } of parseBlocks(markdown.replaceAll('\r\n', '\n'))) {
    if (type !== 'table_open' || level !== 0 || !map) continue;
    const rows: Row[] = [];
    // The first two lines are the head and its rule.
    for (let line = map[0] + 2; line < map[1]; line += 1) {
      const name = cellByTitle.get(titleOf(lines[line] ?? ''));
      if (name !== undefined && rows.every((row) => row.name !== name)) rows.push({ line, name });
    }
    if (rows.length >= fewestRows) return { rows, end: map[1] };
  }
  return null;
}

/** What stands in the second cell of a row. */
export function valueIn(row: string): string {
  const second = cellsOfRow(row)[1];
  return second === undefined ? '' : row.slice(second.from, second.to);
}

/** The row with another value in its second cell. */
export function withValue(row: string, value: string): string {
  const second = cellsOfRow(row)[1];
  if (second !== undefined) return `${row.slice(0, second.from)} ${value} ${row.slice(second.to)}`;
  // GitLab draws the cells that a row leaves out.
  const head = row.trimEnd();
  return head.endsWith('|') ? `${head} ${value} |` : `${head} | ${value} |`;
}

function titleOf(row: string): string {
  const [first] = cellsOfRow(row);
  const title = first === undefined ? '' : row.slice(first.from, first.to);
  if (title.length > longestTitle) return '';
  return lettersOf(title.replace(/\]\([^)]*\)|\]\[[^\]]*\]/g, ']').replace(/<[^>]*>|\([^)]*\)/g, ' '));
}

/** Where each cell of a row begins and ends, by GFM's rule: any `|` divides but one after a backslash. */
function cellsOfRow(row: string): { from: number; to: number }[] {
  const bars: number[] = [];
  for (let at = row.indexOf('|'); at >= 0; at = row.indexOf('|', at + 1)) {
    if (row[at - 1] !== '\\') bars.push(at);
  }
  const edges = row.trimStart().startsWith('|') ? bars : [-1, ...bars];
  const cells = edges
    .slice(0, -1)
    .map((edge, index) => ({ from: edge + 1, to: edges[index + 1] ?? row.length }));
  const last = edges.at(-1) ?? -1;
  if (row.slice(last + 1).trim() !== '') cells.push({ from: last + 1, to: row.trimEnd().length });
  return cells;
}
