import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns } from '../../src/domain/turns.ts';

test('each gets the next free turn, and keeps it until it comes', () => {
  const turns = createTurns(() => 100);
  expect(['a', 'b', 'c'].map((key) => turns.take(key, 0))).toEqual([0, 100, 200]);
  expect(turns.take('c', 50)).toBe(150);
  expect(turns.waiting()).toBe(2);
  expect(turns.take('b', 130)).toBe(0);
  expect(turns.take('b', 130)).toBe(170);
  expect(turns.idle(399)).toBe(false);
  expect(turns.idle(400)).toBe(true);
});

test('a pause moves those it concerns, in their order, and nobody else', () => {
  const turns = createTurns(() => 100);
  for (const key of ['a', 'b', 'c', 'd', 'e']) turns.take(key, 0);
  turns.pause(350);
  expect(['e', 'd', 'c', 'b'].map((key) => turns.take(key, 0))).toEqual([650, 550, 450, 350]);
  expect(turns.take('f', 0)).toBe(750);
});

test('who does not come back is forgotten', () => {
  const turns = createTurns(() => 1);
  for (let n = 0; n < 1_000; n += 1) turns.take(`${n}`, 0);
  expect(turns.waiting()).toBe(999);
  turns.take('late', 3_600_000);
  expect(turns.waiting()).toBe(0);
});

test('whatever comes when, no two turns are closer than the gap', () => {
  const step = fc.record({ key: fc.nat(5), laterMs: fc.nat(300), pauseMs: fc.option(fc.nat(500)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const turns = createTurns(() => 100);
      let nowMs = 0;
      let pausedUntilMs = 0;
      const asked = new Map<number, number>();
      for (const { key, laterMs, pauseMs } of steps) {
        nowMs += laterMs;
        if (pauseMs !== null) {
          pausedUntilMs = Math.max(pausedUntilMs, nowMs + pauseMs);
          turns.pause(nowMs + pauseMs);
          asked.clear();
        }
        const atMs = nowMs + turns.take(`${key}`, nowMs);
        expect(atMs).toBeGreaterThanOrEqual(Math.max(nowMs, pausedUntilMs));
        if (atMs > nowMs) asked.set(key, atMs);
        else asked.delete(key);
        const waiting = [...asked.values()].filter((at) => at > nowMs).sort((a, b) => a - b);
        for (const [index, at] of waiting.entries()) {
          const before = waiting[index - 1];
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(100);
        }
      }
    }),
  );
});
