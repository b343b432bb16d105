import type { Measured, Span } from './chart.ts';

/** About as many as a picture has pixels across: what lies closer together falls on the same. */
const columns = 700;
const perColumn = 4;

/**
 * As many points as can be told apart in a picture. Of each column its first, lowest, highest and last point stay,
 * each with its own moment: a line through them covers the same pixels as one through all, so no spike is lost. Gaps
 * stay unless they are narrower than a column. What is few enough comes back as it is.
 */
export function condense(lines: Measured[][], range: Span): Measured[][] {
  const count = lines.reduce((sum, line) => sum + line.length, 0);
  if (count <= columns * perColumn) return lines;
  const columnMs = (range.endMs - range.startMs) / columns;
  return joinAcross(lines, columnMs).map((line) => condenseLine(line, range.startMs, columnMs));
}

/** Lines that are no further apart than `gapMs` become one. */
function joinAcross(lines: Measured[][], gapMs: number): Measured[][] {
  const joined: Measured[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    const [first] = line;
    if (!first) continue;
    const before = joined.at(-1);
    // One by one: a line may have more points than a call may have arguments.
    if (before && first.atMs - lastMs < gapMs) for (const point of line) before.push(point);
    else joined.push([...line]);
    lastMs = line.at(-1)?.atMs ?? lastMs;
  }
  return joined;
}

type Column = { first: Measured; lowest: Measured; highest: Measured; last: Measured };

function condenseLine(line: Measured[], startMs: number, columnMs: number): Measured[] {
  const kept: Measured[] = [];
  let column: Column | null = null;
  let place = -1;
  for (const point of line) {
    const here = Math.floor((point.atMs - startMs) / columnMs);
    if (column === null || here !== place) {
      if (column) kept.push(...pointsOf(column));
      column = { first: point, lowest: point, highest: point, last: point };
      place = here;
      continue;
    }
    if (point.value < column.lowest.value) column.lowest = point;
    if (point.value > column.highest.value) column.highest = point;
    column.last = point;
  }
  if (column) kept.push(...pointsOf(column));
  return kept;
}

function pointsOf({ first, lowest, highest, last }: Column): Measured[] {
  const between = lowest.atMs <= highest.atMs ? [lowest, highest] : [highest, lowest];
  return [...new Set([first, ...between, last])];
}
