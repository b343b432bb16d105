import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartQuestion, chartRange, chartStepSeconds } from '../../../src/domain/chart/range.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const startMs = Date.parse('2024-10-31T04:18:00.000Z');
const windowOf = (lengthMs: number) => ({ startMs, endMs: startMs + lengthMs });

describe('the range of a chart', () => {
  it.each([
    ['nothing', 0, 15 * minute],
    ['a minute', minute, 15 * minute],
    ['an hour', hour, 15 * minute],
    ['four hours', 4 * hour, hour],
    ['thirty days', 30 * day, 7.5 * day],
  ])('leaves room on both sides of %s', (_length, lengthMs, roomMs) => {
    expect(chartRange(windowOf(lengthMs))).toEqual({
      startMs: startMs - roomMs,
      endMs: startMs + lengthMs + roomMs,
    });
  });

  it.each([
    ['ends before it starts', windowOf(-1)],
    ['has no start', { startMs: Number.NaN, endMs: startMs }],
  ])('is none where the window %s', (_why, window) => {
    expect(() => chartRange(window)).toThrow(RangeError);
  });
});

describe('the step of a chart', () => {
  it.each([
    [31 * minute, 15],
    [150 * minute, 30],
    [27 * hour, 300],
    [45 * day, 7_200],
    [3 * 365 * day, 172_800],
  ])('for %d ms is %d s', (lengthMs, seconds) => {
    expect(chartStepSeconds('error-ratio', windowOf(lengthMs))).toBe(seconds);
  });

  it.each([
    [31 * minute, 300],
    [27 * hour, 300],
    [45 * day, 7_200],
  ])('of counts is long enough to count in: for %d ms %d s', (lengthMs, seconds) => {
    expect(chartStepSeconds('requests-affected', windowOf(lengthMs))).toBe(seconds);
  });

  it('never makes more points than it may, nor a few where many fit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: hour, max: 3_650 * day }),
        fc.integer({ min: 50, max: 11_000 }),
        (lengthMs, most) => {
          const step = chartStepSeconds('error-ratio', windowOf(lengthMs), most);
          expect(Math.floor(lengthMs / 1_000 / step) + 1).toBeLessThanOrEqual(most);
          // Steps are at most three times as long as the one before, but for the first one.
          if (step > 15) expect(lengthMs / 1_000 / step).toBeGreaterThan(most / 3 - 2);
        },
      ),
    );
  });
});

describe('what a metrics source is asked', () => {
  const window = windowOf(45 * minute);
  const long = Date.parse('2025-01-01T00:00:00.000Z');

  it('is the range in whole steps', () => {
    expect(
      chartQuestion('error-ratio', { startMs: startMs + 7_000, endMs: startMs + 45 * minute }, long),
    ).toEqual({
      startMs: startMs - 15 * minute + 15_000,
      endMs: startMs + hour,
      stepSeconds: 15,
    });
  });

  it('is not what is yet to come', () => {
    const nowMs = startMs + 46 * minute + 20_000;
    expect(chartQuestion('error-ratio', window, nowMs)).toMatchObject({
      endMs: startMs + 46 * minute + 15_000,
    });
  });

  it('is nothing where all is yet to come', () => {
    expect(chartQuestion('error-ratio', window, startMs - hour)).toBeNull();
  });
});
