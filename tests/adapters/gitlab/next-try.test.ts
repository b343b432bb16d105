import { describe, expect, it } from 'vitest';
import { waitBeforeNextTryMs } from '../../../src/adapters/gitlab/next-try.ts';
import { Problem, type ProblemCode, problems } from '../../../src/domain/problems.ts';

const waitAfter = (code: ProblemCode, triesDone = 1, retryAfterMs?: number, leftMs = 30_000) =>
  waitBeforeNextTryMs(
    new Problem(code, 'x', retryAfterMs === undefined ? {} : { retryAfterMs }),
    triesDone,
    leftMs,
    () => 0.5,
  );

describe('the wait before a read is tried again', () => {
  it('doubles with each try, and ends with the third', () => {
    expect([1, 2, 3].map((tries) => waitAfter('gitlab-unavailable', tries))).toEqual([187.5, 375, null]);
  });

  it('comes on top of what GitLab asks for', () => {
    expect(waitAfter('gitlab-rate-limited', 1, 2_000)).toBe(2_187.5);
  });

  it('is not made beyond ten seconds, nor beyond the deadline', () => {
    expect(waitAfter('gitlab-rate-limited', 1, 10_000)).toBe(10_187.5);
    expect(waitAfter('gitlab-rate-limited', 1, 10_001)).toBeNull();
    expect(waitAfter('gitlab-unavailable', 1, undefined, 188)).toBe(187.5);
    expect(waitAfter('gitlab-unavailable', 1, undefined, 187)).toBeNull();
  });

  it('is made for passing troubles alone', () => {
    const codes = Object.keys(problems).filter((code) => waitAfter(code as ProblemCode, 1, 1) !== null);
    expect(codes.sort()).toEqual(['gitlab-rate-limited', 'gitlab-unavailable', 'gitlab-unreachable']);
  });
});
