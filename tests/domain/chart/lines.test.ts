import { expect, test } from 'vitest';
import { toLines } from '../../../src/domain/chart/lines.ts';

const startMs = Date.parse('2024-10-31T04:00:00.000Z');
const range = { startMs, endMs: startMs + 10 * 60_000 };
const minutes = (...values: [number, number][]) =>
  values.map(([minute, value]) => ({ at: new Date(startMs + minute * 60_000).toISOString(), value }));

function linesOf(...values: [number, number][]) {
  const { lines, leftOut } = toLines(minutes(...values), range, 60_000);
  return {
    lines: lines.map((line) => line.map(({ atMs, value }) => [(atMs - startMs) / 60_000, value])),
    leftOut,
  };
}

test.each<[string, [number, number][], number[][][], number]>([
  ['nothing', [], [], 0],
  ['one point', [[3, 1]], [[[3, 1]]], 0],
  [
    'neighbours',
    [
      [1, 5],
      [2, 6],
    ],
    [
      [
        [1, 5],
        [2, 6],
      ],
    ],
    0,
  ],
  [
    'a moment left out',
    [
      [1, 5],
      [2, 6],
      [4, 7],
    ],
    [
      [
        [1, 5],
        [2, 6],
      ],
      [[4, 7]],
    ],
    0,
  ],
  [
    'points a little late',
    [
      [1, 5],
      [2.4, 6],
    ],
    [
      [
        [1, 5],
        [2.4, 6],
      ],
    ],
    0,
  ],
  [
    'nothing divided by nothing',
    [
      [1, 5],
      [2, Number.NaN],
      [3, 7],
    ],
    [[[1, 5]], [[3, 7]]],
    0,
  ],
  [
    'something divided by nothing',
    [
      [1, 5],
      [2, Number.POSITIVE_INFINITY],
      [3, 7],
    ],
    [[[1, 5]], [[3, 7]]],
    1,
  ],
  [
    'less than nothing',
    [
      [1, -5],
      [2, 6],
      [3, Number.NEGATIVE_INFINITY],
    ],
    [[[2, 6]]],
    2,
  ],
  [
    'more than can be',
    [
      [1, 5],
      [2, 1e16],
    ],
    [[[1, 5]]],
    1,
  ],
  ['a negative zero', [[1, -0]], [[[1, 0]]], 0],
  [
    'disorder',
    [
      [3, 7],
      [1, 5],
      [2, 6],
    ],
    [
      [
        [1, 5],
        [2, 6],
        [3, 7],
      ],
    ],
    0,
  ],
  [
    'what lies outside',
    [
      [-1, 4],
      [0, 5],
      [10, 6],
      [11, -7],
    ],
    [[[0, 5]], [[10, 6]]],
    0,
  ],
])('lines of %s', (_what, values, lines, leftOut) => {
  expect(linesOf(...values)).toEqual({ lines, leftOut });
});

test('a point without a moment is in no line', () => {
  expect(toLines([{ at: 'soon', value: 1 }], range, 60_000)).toEqual({ lines: [], leftOut: 0 });
});
