import { expect, test } from 'vitest';
import { Problem } from '../../src/domain/problems.ts';
import { createPace } from '../../src/flows/pace.ts';

const at = (ms: number) => new Date(Date.parse('2026-03-02T08:00:00.000Z') + ms).toISOString();

/** Milliseconds to wait; 0: it is one's turn. */
function waitMs(pace: ReturnType<typeof createPace>, channel: string, key: string, ms: number): number {
  try {
    pace.takeTurn(channel, key, at(ms));
    return 0;
  } catch (error) {
    if (error instanceof Problem && error.code === 'slack-waiting') return error.retryAfterMs ?? -1;
    throw error;
  }
}

test('one a second into one channel, each in its turn, and others meanwhile', () => {
  const pace = createPace();
  expect(['a', 'b', 'c'].map((key) => waitMs(pace, '#x', key, 0))).toEqual([0, 1_000, 2_000]);
  expect(waitMs(pace, '#y', 'd', 0)).toBe(0);
  expect(waitMs(pace, '#x', 'c', 500)).toBe(1_500);
  expect(waitMs(pace, '#x', 'b', 1_000)).toBe(0);
  expect(waitMs(pace, '#x', 'e', 1_100)).toBe(1_900);
  expect(waitMs(pace, '#x', 'c', 2_050)).toBe(0);
  expect(waitMs(pace, '#x', 'e', 3_000)).toBe(0);
  expect(waitMs(pace, '#x', 'f', 10_000)).toBe(0);
});

test('a pause that Slack asked for holds for all of the channel', () => {
  const pace = createPace();
  expect(['a', 'b'].map((key) => waitMs(pace, '#x', key, 0))).toEqual([0, 1_000]);
  pace.pause('#x', 30_000, at(0));
  expect(waitMs(pace, '#x', 'b', 1_000)).toBe(29_000);
  expect(waitMs(pace, '#x', 'a', 1_000)).toBe(30_000);
  expect(waitMs(pace, '#x', 'b', 30_000)).toBe(0);
});

test('a thousand channels do not fill the memory', () => {
  const pace = createPace();
  for (let n = 0; n < 5_000; n += 1) expect(waitMs(pace, `#${n}`, 'k', n * 1_000)).toBe(0);
  expect(waitMs(pace, '#4999', 'l', 4_999_000)).toBe(1_000);
});
