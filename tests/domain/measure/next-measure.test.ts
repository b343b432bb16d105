import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLookAt, nextMeasureAt, type Waiting } from '../../../src/domain/measure/next-measure.ts';

const minute = 60_000;
const now = '2024-10-31T22:00:00.000Z';
const waiting = (over: Partial<Waiting> = {}): Waiting => ({
  now,
  why: { reason: 'source-failed' },
  attempts: 1,
  firstTriedAt: now,
  lostFrom: '2024-11-07T04:18:00.000Z',
  random: 1,
  retryAfterMs: null,
  ...over,
});
const waitMs = (over: Partial<Waiting>) => {
  const given = waiting(over);
  const at = nextMeasureAt(given);
  return at === null ? null : Date.parse(at) - Date.parse(given.now);
};

describe('the next attempt', () => {
  test('comes soon, then every ten minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 1_000].map((attempts) => waitMs({ attempts }))).toEqual(
      [0.5, 1, 2, 4, 8, 10, 10].map((minutes) => minutes * minute),
    );
  });

  test('comes every hour after a day', () => {
    expect(waitMs({ firstTriedAt: '2024-10-30T22:00:00.000Z', attempts: 200 })).toBe(60 * minute);
  });

  test('comes every ten minutes again on the last day', () => {
    const over = { now: '2024-11-06T04:19:00.000Z', attempts: 300 };
    expect(waitMs(over)).toBe(10 * minute);
  });

  test('waits an hour for a person to mend a query, and less on the last day', () => {
    expect(waitMs({ why: { reason: 'several-series' } })).toBe(60 * minute);
    expect(waitMs({ why: { reason: 'several-series' }, now: '2024-11-06T12:00:00.000Z' })).toBe(10 * minute);
  });

  test('does not come by itself where people have to say more', () => {
    expect(waitMs({ why: { reason: 'window-unknown' } })).toBeNull();
  });

  test('is spread by chance', () => {
    expect(waitMs({ attempts: 6, random: 0 })).toBe(5 * minute);
  });

  test('is as late as the source asks for, but an hour at most', () => {
    expect(waitMs({ retryAfterMs: 3 * minute })).toBe(3 * minute);
    expect(waitMs({ retryAfterMs: 1_000 * minute })).toBe(60 * minute);
  });

  test('comes once more right before the metrics are lost, and not afterwards', () => {
    const lastChance = '2024-11-07T04:17:00.000Z';
    const at = (then: string) => nextMeasureAt(waiting({ now: then, attempts: 300 }));
    expect(at('2024-11-07T04:12:00.000Z')).toBe(lastChance);
    expect(at(lastChance)).toBeNull();
    expect(at('2024-11-07T04:18:00.000Z')).toBeNull();
  });

  test('comes every day after a month, where metrics are kept for years', () => {
    const lostFrom = '2030-01-01T00:00:00.000Z';
    const attempts = 1_000;
    expect(waitMs({ lostFrom, attempts, firstTriedAt: '2024-10-01T22:00:01.000Z' })).toBe(60 * minute);
    expect(waitMs({ lostFrom, attempts, firstTriedAt: '2024-10-01T22:00:00.000Z' })).toBe(24 * 60 * minute);
  });

  test('always comes later than now, and before the metrics are lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: -minute, max: 40 * 24 * 60 * minute }),
        (attempts, random, leftMs) => {
          const lostFrom = new Date(Date.parse(now) + leftMs).toISOString();
          const at = nextMeasureAt(waiting({ attempts, random, lostFrom }));
          if (at === null) expect(leftMs).toBeLessThanOrEqual(minute);
          else expect(at > now && at < lostFrom).toBe(true);
        },
      ),
    );
  });
});

describe('the next look', () => {
  const lostFrom = '2024-11-07T04:18:00.000Z';
  test.each<[string, string, string | null]>([
    ['right before the metrics are lost, when they are', '2024-11-07T04:17:30.000Z', lostFrom],
    ['at that moment, at once', lostFrom, lostFrom],
    [
      'after an attempt that took longer than they were kept, at once',
      '2024-11-07T04:19:00.000Z',
      '2024-11-07T04:19:00.000Z',
    ],
  ])('is due %s', (_, then, at) => {
    expect(nextLookAt(waiting({ now: then, attempts: 300 }))).toBe(at);
  });

  test('does not come by itself where people have to say more', () => {
    expect(nextLookAt(waiting({ now: lostFrom, why: { reason: 'window-unknown' } }))).toBeNull();
  });
});
