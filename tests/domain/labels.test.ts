import { expect, test } from 'vitest';
import { fitsPattern, hasLabel } from '../../src/domain/labels.ts';

test.each([
  ['Service::CI Runners', 'Service::*', true],
  ['service::api', 'Service::*', true],
  ['Service::', 'Service::*', true],
  ['Service', 'Service::*', false],
  ['group::runner', '*::runner', true],
  ['a-b-c', 'a*b*c', true],
  ['a-c-b', 'a*b*c', false],
  ['aba', 'ab*ba', false],
  ['anything', '*', true],
  ['corrective action', 'Corrective Action', true],
  ['corrective actions', 'corrective action', false],
  ['abXbc', 'ab*bc', true],
  ['a.c', 'a?c', false],
])('%j fits %j: %j', (label, pattern, fits) => {
  expect(fitsPattern(label, pattern)).toBe(fits);
});

test('labels are the same in any case', () => {
  expect(hasLabel(['Review-Requested'], 'review-requested')).toBe(true);
  expect(hasLabel([], 'review-requested')).toBe(false);
});
