import { expect, test } from 'vitest';
import { confidentialReadableByMore, readableByMore } from '../../src/domain/visibility.ts';
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
