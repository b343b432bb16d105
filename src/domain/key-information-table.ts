import { type Cell, type CellName, cellNames, cellTitles } from './cells.ts';
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

type Row = { line: number; name: CellName };

/**
 * Fills the key information table of a form: the first table with at least two rows that name one of
 * our cells. Only cells that are empty or a prompt are written, and only with values that are known;
 * all other characters stay. Lines end with `\n`.
 */
export function fillKeyInformation(
  markdown: string,
  cells: Record<CellName, Cell>,
): { text: string; written: CellName[] } {
  const lines = markdown.split('\n');
  const written: CellName[] = [];
  for (const { line, name } of findRows(markdown, lines)) {
    const row = lines[line];
    if (row === undefined || !cells[name].known || written.includes(name)) continue;
    const filled = fillRow(row, cells[name].text);
    if (filled === null) continue;
    lines[line] = filled;
    written.push(name);
  }
  return { text: lines.join('\n'), written };
}

function findRows(markdown: string, lines: string[]): Row[] {
  for (const { type, level, map } of parseBlocks(markdown)) {
    if (type !== 'table_open' || level !== 0 || !map) continue;
    const rows: Row[] = [];
    // The first two lines are the head and its rule.
    for (let line = map[0] + 2; line < map[1]; line += 1) {
      const name = cellByTitle.get(titleOf(lines[line] ?? ''));
      if (name !== undefined) rows.push({ line, name });
    }
    if (rows.length >= fewestRows) return rows;
  }
  return [];
}

function titleOf(row: string): string {
  const [first] = cellsOfRow(row);
  const title = first === undefined ? '' : row.slice(first.from, first.to);
  if (title.length > longestTitle) return '';
  return lettersOf(title.replace(/\]\([^)]*\)|\]\[[^\]]*\]/g, ']').replace(/<[^>]*>|\([^)]*\)/g, ' '));
}

function lettersOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function fillRow(row: string, value: string): string | null {
  const second = cellsOfRow(row)[1];
  if (second === undefined) {
    // GitLab draws the cells that a row leaves out.
    const head = row.trimEnd();
    return head.endsWith('|') ? `${head} ${value} |` : `${head} | ${value} |`;
  }
  if (!isPromptOfForm(row.slice(second.from, second.to))) return null;
  return `${row.slice(0, second.from)} ${value} ${row.slice(second.to)}`;
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
