import { expect, test } from 'vitest';
import { mayRead } from '../../src/domain/may-read.ts';

test.each([
  ['public', false, 0, false, true],
  ['internal', false, 0, false, true],
  ['private', false, 0, false, false],
  ['private', false, 10, false, true],
  ['private', true, 10, false, false],
  ['private', true, 10, true, true],
  ['private', true, 0, true, false],
  ['private', true, 15, false, true],
  ['public', true, 0, false, false],
  ['public', true, 0, true, true],
  ['public', true, 20, false, true],
] as const)(
  '%s project, confidential %s, level %i, assigned %s: %s',
  (visibility, confidential, accessLevel, assigned, may) => {
    const assignees = assigned ? [{ id: 5, username: 'alice', name: 'Alice' }] : [];
    expect(mayRead({ confidential, assignees }, { id: 5, accessLevel }, visibility)).toBe(may);
  },
);
