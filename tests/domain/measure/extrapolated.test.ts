import { expect, test } from 'vitest';
import { isEstimate } from '../../../src/domain/measure/extrapolated.ts';

test.each([
  ['sum(increase(x[1h]))', true],
  ['sum(rate (x[1h])) * 3600', true],
  ['sum(delta(x[1h]))', true],
  ['sum(x) - sum(x offset 1h)', false],
  ['sum(count_over_time({job="a"}[1h]))', false],
  ['sum(job:increase(x))', false],
  ['sum(errors:rate1h)', false],
  ['irate(x[5m])', false],
  ['sum(x{a="increase("})', false],
  ["sum(x{a='rate('})", false],
  ['sum(x{a=`rate(`})', false],
  ['sum(x{a="\\"rate("})', false],
  ['sum(x) # not rate(x)', false],
  ['count(increase(x[1h]) > 0)', false],
  ['count by (a) (increase(x[1h]) > 0)', false],
  [' count ( sum by (a) (increase(x[1h])) > 0 ) ', false],
  ['count(increase(x[1h]) > 0) by (a)', false],
  ['count(x) * sum(increase(x[1h]))', true],
  ['count(x) + count(increase(x[1h]))', true],
  ['count(sum(increase(x[1h]))', true],
  ['count_values("a", rate(x[1h]))', true],
])('%s: %s', (query, expected) => {
  expect(isEstimate(query)).toBe(expected);
});
