import type { Point } from '../measure/answer.ts';
import type { Measured, Span } from './chart.ts';

/** More is no count and no ratio of anything. */
const mostBelievable = 1e15;

export type Sorted = {
  lines: Measured[][];
  /** Values that cannot be: negative, infinite, beyond belief. */
  leftOut: number;
};

/**
 * Points as lines: those of the range, in order of time, broken where a value is missing. A source leaves out
 * moments of which it knows nothing, so a point that comes later than the next step was due begins a new line. A
 * query that divides by nothing says NaN: nothing was asked for at that moment, which is a gap as well.
 */
export function toLines(points: Point[], range: Span, stepMs: number): Sorted {
  const lines: Measured[][] = [];
  let line: Measured[] = [];
  let leftOut = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { atMs, value } of inOrder(points)) {
    if (!(atMs >= range.startMs && atMs <= range.endMs)) continue;
    const isDrawn = value >= 0 && value <= mostBelievable;
    if (!isDrawn && !Number.isNaN(value)) leftOut += 1;
    if (!isDrawn || atMs - lastMs > 1.5 * stepMs) {
      if (line.length > 0) lines.push(line);
      line = [];
    }
    if (!isDrawn) continue;
    // Some sources know a negative zero.
    line.push({ atMs, value: Math.abs(value) });
    lastMs = atMs;
  }
  if (line.length > 0) lines.push(line);
  return { lines, leftOut };
}

function inOrder(points: Point[]): Measured[] {
  const timed = points.map(({ at, value }) => ({ atMs: Date.parse(at), value }));
  return timed.sort((a, b) => a.atMs - b.atMs);
}
