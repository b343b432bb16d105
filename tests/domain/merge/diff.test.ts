import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diff } from '../../../src/domain/merge/diff.ts';

/** What the hunks make of the first list. */
function applied(one: string[], other: string[]): string[] {
  const made: string[] = [];
  let done = 0;
  for (const { from, to, otherFrom, otherTo } of diff(one, other)) {
    expect(from).toBeGreaterThanOrEqual(done);
    expect(to - from + otherTo - otherFrom).toBeGreaterThan(0);
    made.push(...one.slice(done, from), ...other.slice(otherFrom, otherTo));
    done = to;
  }
  return [...made, ...one.slice(done)];
}

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 });

describe('the difference of two lists', () => {
  test.each([
    ['', '', []],
    ['abc', 'abc', []],
    ['', 'ab', [{ from: 0, to: 0, otherFrom: 0, otherTo: 2 }]],
    ['ab', '', [{ from: 0, to: 2, otherFrom: 0, otherTo: 0 }]],
    ['abc', 'axc', [{ from: 1, to: 2, otherFrom: 1, otherTo: 2 }]],
    ['aab', 'ab', [{ from: 1, to: 2, otherFrom: 1, otherTo: 1 }]],
  ])('of %j and %j', (one, other, hunks) => {
    expect(diff([...one], [...other])).toEqual(hunks);
  });

  test('makes the one of the other, whatever they are', () => {
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        expect(applied(one, other)).toEqual(other);
      }),
      { numRuns: 2_000 },
    );
  });

  test('touches nothing that only moved apart', () => {
    fc.assert(
      fc.property(letters, letters, letters, (a, b, c) => {
        const hunks = diff([...a, ...c], [...a, 'new', ...b, ...c]);
        const kept = a.length + c.length - hunks.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(kept).toBe(a.length + c.length);
      }),
    );
  });

  test('of what is large and made to cost is coarse, and right', () => {
    const many = 100_000;
    const made = (seed: number) => Array.from({ length: many }, (_, n) => `${(n * seed) % 97}`);
    const [one, other] = [made(31), made(57)];
    expect(applied(one, other)).toEqual(other);
    const reversed = Array.from({ length: many }, (_, n) => `${n}`);
    expect(applied(reversed, reversed.toReversed())).toEqual(reversed.toReversed());
  });
});
