import { describe, expect, test } from 'vitest';
import {
  changesReadableByAll,
  confidentialReadableByMore,
  readableByMore,
} from '../../src/domain/visibility.ts';
import type { Visibility } from '../../src/domain/words.ts';

const project = (id: number, visibility: Visibility) => ({
  id,
  path: `acme/${id}`,
  visibility,
  ofChanges: visibility,
  url: '',
});

test.each<[Visibility, Visibility, boolean]>([
  ['private', 'internal', true],
  ['private', 'public', true],
  ['internal', 'public', true],
  ['internal', 'private', false],
  ['public', 'private', false],
  ['public', 'public', false],
  ['internal', 'internal', false],
])('from a %s to a %s project, more can read: %j', (from, to, more) => {
  expect(readableByMore(project(1, from), project(2, to), null)).toBe(more);
});

test('the same project has the same readers', () => {
  expect(readableByMore(project(1, 'private'), project(1, 'private'), null)).toBe(false);
});

test('two private projects are compared by their members', () => {
  const pair = [project(1, 'private'), project(2, 'private')] as const;
  expect(readableByMore(...pair, { from: new Set([1, 2, 3]), to: new Set([2, 3]) })).toBe(false);
  expect(readableByMore(...pair, { from: new Set([1, 2]), to: new Set([2, 3]) })).toBe(true);
});

test('unknown members count as more readers', () => {
  expect(readableByMore(project(1, 'private'), project(2, 'private'), null)).toBe(true);
});

test('what is confidential is compared by those to whom it is shown, however public the projects are', () => {
  const [one, other] = [{ id: 1 }, { id: 2 }];
  const members = (from: number[], to: number[]) => ({ from: new Set(from), to: new Set(to) });
  expect(confidentialReadableByMore(one, other, members([1, 2, 3], [2, 3]))).toBe(false);
  expect(confidentialReadableByMore(one, other, members([1, 2], [2, 3]))).toBe(true);
  expect(confidentialReadableByMore(one, other, null)).toBe(true);
  expect(confidentialReadableByMore(one, one, null)).toBe(false);
});

describe('whether all who can read a review may see merge requests', () => {
  const seen = (
    ofChanges: Visibility,
    visibility: Visibility,
    { confidential = false, mayRead = [1, 2], members = [1, 2] } = {},
  ) =>
    changesReadableByAll({ ofChanges }, new Set(mayRead), {
      visibility,
      confidential,
      members: new Set(members),
    });

  test.each<[Visibility, Visibility, boolean]>([
    ['public', 'public', true],
    ['public', 'internal', true],
    ['public', 'private', true],
    ['internal', 'public', false],
    ['internal', 'internal', true],
    ['internal', 'private', true],
    ['private', 'public', false],
    ['private', 'internal', false],
    ['private', 'private', true],
  ])('that are %s, where reviews are %s: %j', (ofChanges, reviews, all) => {
    expect(seen(ofChanges, reviews)).toBe(all);
  });

  test('private ones are compared by members, a confidential review as a private one', () => {
    expect(seen('private', 'private', { members: [1, 2, 3] })).toBe(false);
    expect(seen('private', 'private', { members: [1] })).toBe(true);
    expect(seen('private', 'public', { confidential: true })).toBe(true);
    expect(seen('private', 'public', { confidential: true, members: [3] })).toBe(false);
    expect(seen('internal', 'public', { confidential: true })).toBe(true);
  });
});
