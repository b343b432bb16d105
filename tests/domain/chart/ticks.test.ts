import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../../src/domain/chart/time-ticks.ts';
import { valueTicks } from '../../../src/domain/chart/value-ticks.ts';

function timesOf(start: string, end: string): string[] {
  return timeTicks({ startMs: Date.parse(start), endMs: Date.parse(end) }).map(({ label, day }) =>
    day === null ? label : `${label} / ${day}`,
  );
}

describe('the axis of time', () => {
  it.each([
    [
      '2024-10-31T04:03:00Z',
      '2024-10-31T04:34:00Z',
      ['04:05 / 2024-10-31 UTC', '04:10', '04:15', '04:20', '04:25', '04:30'],
    ],
    // An hour that people in New York live through twice is one like any other.
    [
      '2024-11-03T05:00:00Z',
      '2024-11-03T07:00:00Z',
      ['05:00 / 2024-11-03 UTC', '05:30', '06:00', '06:30', '07:00'],
    ],
    [
      '2024-12-31T22:47:30Z',
      '2025-01-01T01:02:30Z',
      ['23:00 / 2024-12-31 UTC', '23:30', '00:00 / 2025-01-01', '00:30', '01:00'],
    ],
    [
      '2024-12-23T16:18:00Z',
      '2025-02-06T16:18:00Z',
      ['Dec 26 / 2024 UTC', 'Jan 2 / 2025', 'Jan 9', 'Jan 16', 'Jan 23', 'Jan 30', 'Feb 6'],
    ],
  ])('from %s to %s', (start, end, labels) => {
    expect(timesOf(start, end)).toEqual(labels);
  });

  it('has two to eight marks for whatever is drawn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 30 * 60_000, max: 300 * 86_400_000 }),
        (startMs, lengthMs) => {
          const ticks = timeTicks({ startMs, endMs: startMs + lengthMs });
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(9);
          // A day is said once, and holds until the next one.
          const read = ticks.map(({ label }, n) => {
            const said = ticks.slice(0, n + 1).findLast(({ day }) => day !== null);
            return `${label} ${said?.day}`;
          });
          expect(new Set(read).size).toBe(ticks.length);
        },
      ),
    );
  });
});

describe('the axis of values', () => {
  it.each([
    ['error-ratio' as const, 0, ['0 %', '0.2 %', '0.4 %', '0.6 %', '0.8 %', '1 %']],
    ['error-ratio' as const, 0.9, ['0 %', '0.2 %', '0.4 %', '0.6 %', '0.8 %', '1 %']],
    ['error-ratio' as const, 14, ['0 %', '5 %', '10 %', '15 %']],
    ['error-ratio' as const, 100, ['0 %', '20 %', '40 %', '60 %', '80 %', '100 %']],
    ['error-ratio' as const, 130, ['0 %', '50 %', '100 %', '150 %']],
    ['error-ratio' as const, 0.0014, ['0 %', '0.0005 %', '0.001 %', '0.0015 %']],
    ['requests-affected' as const, 0, ['0', '1', '2', '3', '4']],
    ['requests-affected' as const, 0.4, ['0', '1']],
    ['requests-affected' as const, 4_800, ['0', '1,000', '2,000', '3,000', '4,000', '5,000']],
    ['requests-affected' as const, 48_000, ['0', '10K', '20K', '30K', '40K', '50K']],
    ['requests-affected' as const, 12_000, ['0', '2.5K', '5K', '7.5K', '10K', '12.5K']],
    ['requests-affected' as const, 1e15, ['0', '200T', '400T', '600T', '800T', '1000T']],
  ])('of %s up to %d', (kind, highest, labels) => {
    expect(valueTicks(kind, highest).map(({ label }) => label)).toEqual(labels);
  });

  it('begins at 0, rises, has nothing above it, and each mark has a label of its own', () => {
    const kinds = fc.constantFrom('error-ratio' as const, 'requests-affected' as const);
    fc.assert(
      fc.property(kinds, fc.double({ min: 0, max: 1e15, noNaN: true }), (kind, highest) => {
        const ticks = valueTicks(kind, highest);
        expect(ticks[0]?.value).toBe(0);
        expect(ticks.at(-1)?.value).toBeGreaterThanOrEqual(highest * (1 - 1e-8));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }),
    );
  });
});
