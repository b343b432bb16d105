import { expect, test } from 'vitest';
import { Problem, type ProblemCode, problems } from '../../src/domain/problems.ts';
import { tryAgainAt } from '../../src/domain/retry.ts';

const now = '2024-10-31T22:00:00.000Z';
const waitMs = (code: ProblemCode, attempts: number, random = 1, retryAfterMs?: number) => {
  const problem = new Problem(code, 'x', retryAfterMs === undefined ? {} : { retryAfterMs });
  const at = tryAgainAt(problem, attempts, now, random);
  return at === null ? null : Date.parse(at) - Date.parse(now);
};

test('the wait doubles up to a limit', () => {
  expect([1, 2, 3, 20].map((attempt) => waitMs('gitlab-unavailable', attempt))).toEqual([
    2_000, 4_000, 8_000, 600_000,
  ]);
});

test('chance spreads the wait between half and whole', () => {
  expect(waitMs('gitlab-unavailable', 3, 0)).toBe(4_000);
  expect(waitMs('gitlab-unavailable', 3, 0.5)).toBe(6_000);
});

test('what is urgent is tried every minute, and for as long in all', () => {
  const problem = new Problem('gitlab-unavailable', 'x');
  const waitOf = (attempts: number) => {
    const at = tryAgainAt(problem, attempts, now, 1, true);
    return at === null ? null : Date.parse(at) - Date.parse(now);
  };
  expect([1, 2, 20, 2_199].map(waitOf)).toEqual([2_000, 4_000, 60_000, 60_000]);
  expect(waitOf(2_200)).toBeNull();
});

test('what the other side asks for is respected, and what is urgent asks again every minute', () => {
  expect(waitMs('gitlab-rate-limited', 1, 1, 90_000)).toBe(90_000);
  const at = tryAgainAt(new Problem('gitlab-rate-limited', 'x', { retryAfterMs: 90_000 }), 1, now, 1, true);
  expect(at).toBe('2024-10-31T22:01:00.000Z');
});

test('every problem that may mend itself is given up in the end, and no other is tried again', () => {
  for (const code of Object.keys(problems) as ProblemCode[]) {
    expect(waitMs(code, 1) !== null, code).toBe(problems[code].again);
    expect(waitMs(code, 10_000), code).toBeNull();
  }
});
