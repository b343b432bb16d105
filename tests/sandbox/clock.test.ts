import { describe, expect, test } from 'vitest';
import { leaps, startClock } from '../../src/sandbox/clock.ts';

describe('the clock of the sandbox', () => {
  test('goes on from the moment it was set to', () => {
    const clock = startClock(new Date('2024-10-31T05:02:00Z'));
    clock.set(new Date('2024-11-01T09:00:00Z'));
    expect(clock.now().toISOString()).toMatch(/^2024-11-01T09:00:0/);
  });

  test.each([
    ['late on a Thursday', '2024-10-31T22:07:00Z', '2024-11-01T09:00:00.000Z'],
    ['early on a Friday', '2024-11-01T05:00:00Z', '2024-11-01T09:00:00.000Z'],
    ['at nine sharp on a Friday', '2024-11-01T09:00:00Z', '2024-11-04T09:00:00.000Z'],
    ['on a Sunday', '2024-11-03T12:00:00Z', '2024-11-04T09:00:00.000Z'],
  ])('finds the next morning of work %s', (_, from, to) => {
    expect(leaps.workday(new Date(from)).toISOString()).toBe(to);
  });
});
