import { describe, expect, test } from 'vitest';
import { lastHour, lossOf, lostFrom, settledAt, windowOf } from '../../../src/domain/measure/window.ts';

const day = '2024-10-31';

describe('a window', () => {
  test.each([
    ['minutes', `${day}T04:18:00.000Z`, `${day}T22:05:00.000Z`, 64_020],
    ['a fraction of a second at each end', `${day}T04:18:00.900Z`, `${day}T04:18:02.100Z`, 3],
    ['less than a second', `${day}T04:18:00.100Z`, `${day}T04:18:00.200Z`, 1],
    ['over midnight', `${day}T23:59:59.000Z`, '2024-11-01T00:00:01.000Z', 2],
  ])('of %s is widened to whole seconds', (_what, start, end, seconds) => {
    const window = windowOf(start, end);
    expect(window?.seconds).toBe(seconds);
    expect(window && window.start <= start && window.end >= end).toBe(true);
    expect(window && Date.parse(window.end) - Date.parse(window.start)).toBe(seconds * 1_000);
  });

  test.each([
    ['has no length', `${day}T04:18:00.000Z`, `${day}T04:18:00.000Z`],
    ['has no length within a second', `${day}T04:18:00.500Z`, `${day}T04:18:00.500Z`],
    ['ends before it begins', `${day}T04:18:00.000Z`, `${day}T04:17:00.000Z`],
    ['begins at no moment', 'yesterday', `${day}T04:17:00.000Z`],
  ])('that %s is none', (_what, start, end) => {
    expect(windowOf(start, end)).toBeNull();
  });
});

describe('what is kept', () => {
  const window = windowOf('2024-10-31T04:00:00.000Z', '2024-11-01T04:00:00.000Z');
  if (window === null) throw new Error('it has a length');

  test.each([
    ['2024-11-01T04:01:00.000Z', null],
    ['2024-11-07T03:59:59.999Z', null],
    ['2024-11-07T04:00:00.000Z', false],
    ['2024-11-08T03:59:59.999Z', false],
    ['2024-11-08T04:00:00.000Z', true],
    ['2030-01-01T00:00:00.000Z', true],
  ])('at %s', (now, all) => {
    const since = '2024-11-07T04:00:00.000Z';
    expect(lossOf(window, 7, now)).toEqual(
      all === null ? null : { from: window.start, since, all, retentionDays: 7 },
    );
    expect(lostFrom(window, 7)).toBe(since);
  });

  test('a window that is longer than anything is kept loses its beginning before its end', () => {
    expect(lossOf(window, 0.5, window.end)).toMatchObject({ since: '2024-10-31T16:00:00.000Z', all: false });
  });
});

test('a window can be asked for a minute after its end', () => {
  const window = windowOf('2024-10-31T04:00:00.000Z', '2024-10-31T05:00:00.000Z');
  expect(window && settledAt(window)).toBe('2024-10-31T05:01:00.000Z');
});

test('the last hour ends with a whole second', () => {
  expect(lastHour('2024-10-31T04:18:02.345Z')).toEqual({
    start: '2024-10-31T03:18:02.000Z',
    end: '2024-10-31T04:18:02.000Z',
    seconds: 3_600,
  });
});
