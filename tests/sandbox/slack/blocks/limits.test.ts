import { describe, expect, it } from 'vitest';
import { complaint, measured } from './measured/index.ts';

const cases = Object.entries(measured).flatMap(([name, each]) => [
  ...(each.range.most === undefined ? [] : [{ name, each, end: 'most' as const, beyond: 1 }]),
  ...(each.range.least === undefined ? [] : [{ name, each, end: 'least' as const, beyond: -1 }]),
]);

describe('each limit of Block Kit', () => {
  it.each(cases)('holds: $end for $name', ({ each, end, beyond }) => {
    const limit = each.range[end] ?? Number.NaN;
    expect(each.check(limit)).toEqual([]);
    expect(each.check(limit + beyond)).toContainEqual(complaint(each, end));
  });
});
