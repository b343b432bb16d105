import { describe, expect, test } from 'vitest';
import { Problem, type ProblemCode } from '../../src/domain/problems.ts';
import { ensureNotStale, knownReview, orNotYet } from '../../src/flows/read-fresh.ts';
import type { ClaimedIntent } from '../../src/ports/storage.ts';
import { anIntent, anOpenReview, at } from '../contract/storage-values.ts';
import { clockAt } from '../fakes/clock.ts';

/** What becomes of a read that fails with `code`, `seconds` after the first attempt. */
async function outcomeOf(code: ProblemCode, seconds: number, createdAt: string | null): Promise<string> {
  const claimed: ClaimedIntent = {
    ...anIntent('k'),
    id: 1,
    attempts: 3,
    maybeDoneAt: null,
    createdAt: at(0),
    firstAttemptAt: at(0),
  };
  const fail = () => Promise.reject(new Problem(code, 'x'));
  try {
    return await orNotYet({ createdAt }, claimed, { clock: clockAt(at(seconds)) }, fail);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe('an issue that is not there', () => {
  test('may be on its way to the replica, while it is new and we have not asked for long', async () => {
    expect(await outcomeOf('gitlab-not-found', 0, at(-30))).toBe('gitlab-stale');
    expect(await outcomeOf('gitlab-not-found', 119, at(-30))).toBe('gitlab-stale');
    expect(await outcomeOf('gitlab-not-found', 119, null)).toBe('gitlab-stale');
  });

  test('is gone when we have asked for two minutes, or when it is old', async () => {
    expect(await outcomeOf('gitlab-not-found', 120, at(-30))).toBe('gitlab-not-found');
    expect(await outcomeOf('gitlab-not-found', 0, at(-600))).toBe('gitlab-not-found');
  });

  test('is nothing that other problems are taken for', async () => {
    expect(await outcomeOf('gitlab-unavailable', 0, at(0))).toBe('gitlab-unavailable');
    expect(await outcomeOf('gitlab-forbidden', 0, at(0))).toBe('gitlab-forbidden');
  });
});

test('an issue that is shown as it was before is stale, of one moment it is not', () => {
  const shown = { iid: 12, updatedAt: '2026-03-02T08:00:05.000Z' };
  expect(() => ensureNotStale(shown, { updatedAt: '2026-03-02T08:00:05.900Z' })).not.toThrow();
  expect(() => ensureNotStale(shown, { updatedAt: '2026-03-02T08:00:06.000Z' })).toThrow('gitlab-stale');
});

test('of a review that the row does not know everything is new', () => {
  const row = anOpenReview(701);
  const address = { project: row.issue?.project ?? 0, iid: row.issue?.iid ?? 0 };
  expect(knownReview(row, address).updatedAt).toBe(row.issue?.updatedAt);
  expect(knownReview(row, { ...address, iid: 999 }).updatedAt).toBe('1970-01-01T00:00:00.000Z');
  expect(knownReview(null, address)).toEqual({ createdAt: null, updatedAt: '1970-01-01T00:00:00.000Z' });
});
