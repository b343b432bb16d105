import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../src/domain/chart/chart.ts';
import { condense } from '../../../src/domain/chart/condense.ts';

const range = { startMs: 0, endMs: 7_000_000 };
const columnMs = 10_000;
const every = (stepMs: number, valueAt: (atMs: number) => number): Measured[] =>
  Array.from({ length: Math.floor(range.endMs / stepMs) + 1 }, (_, n) => ({
    atMs: n * stepMs,
    value: valueAt(n * stepMs),
  }));
const highest = (line: Measured[]) => line.reduce((most, { value }) => Math.max(most, value), 0);

describe('points of a chart', () => {
  it('stay as they are while they can be told apart', () => {
    const lines = [every(10_000, (atMs) => atMs % 7)];
    expect(condense(lines, range)).toBe(lines);
  });

  it('are few, of a million', () => {
    const lines = condense([every(7, (atMs) => Math.abs(Math.sin(atMs)))], range);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThanOrEqual(4 * 701);
  });

  it('keep the one spike of a million, at its moment', () => {
    const spike = 3_333_330;
    const [line = []] = condense([every(7, (atMs) => (atMs === spike ? 99 : 1))], range);
    expect(line.filter(({ value }) => value > 1)).toEqual([{ atMs: spike, value: 99 }]);
  });

  it('keep the one dip of a million', () => {
    const dip = 3_333_330;
    const [line = []] = condense([every(7, (atMs) => (atMs === dip ? 0 : 50))], range);
    expect(line.filter(({ value }) => value < 50)).toEqual([{ atMs: dip, value: 0 }]);
  });

  it('keep a gap that can be seen', () => {
    const points = every(100, () => 1);
    const before = points.filter(({ atMs }) => atMs <= 1_000_000);
    const after = points.filter(({ atMs }) => atMs >= 1_000_000 + columnMs);
    const lines = condense([before, after], range);
    expect(lines.map((line) => [line[0]?.atMs, line.at(-1)?.atMs])).toEqual([
      [0, 1_000_000],
      [1_000_000 + columnMs, 7_000_000],
    ]);
  });

  it('lose gaps narrower than a column, however many there are', () => {
    const alternating = every(7, () => 1).filter((_, n) => n % 2 === 0);
    const lines = condense(
      alternating.map((point) => [point]),
      range,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.at(-1)).toEqual(alternating.at(-1));
  });

  it('cover the same: in each column first, lowest, highest and last are there, and nothing else', () => {
    const points = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 1_700 }), fc.integer({ min: 0, max: 1_000 })),
      {
        minLength: 2_801,
        maxLength: 4_000,
        size: 'max',
      },
    );
    fc.assert(
      fc.property(points, (some) => {
        const line = some.map(([lateMs, value], n) => ({ atMs: n * 1_750 + lateMs, value }));
        const [kept = []] = condense([line], range);
        expect(kept.map(({ atMs }) => atMs)).toEqual(kept.map(({ atMs }) => atMs).sort((a, b) => a - b));
        expect(kept.every((point) => line.includes(point))).toBe(true);
        const inColumn = (all: Measured[]) => Map.groupBy(all, ({ atMs }) => Math.floor(atMs / columnMs));
        const keptIn = inColumn(kept);
        for (const [column, all] of inColumn(line)) {
          const here = keptIn.get(column) ?? [];
          expect(highest(here)).toBe(highest(all));
          expect(Math.min(...here.map(({ value }) => value))).toBe(
            Math.min(...all.map(({ value }) => value)),
          );
          expect([here[0], here.at(-1)]).toEqual([all[0], all.at(-1)]);
        }
      }),
      { numRuns: 20 },
    );
  });
});
