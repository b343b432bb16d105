import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/domain/nearest.ts';

describe('the nearest known word', () => {
  it.each([
    ['ownrs', ['owners', 'label'], 'owners'],
    ['due_by_severity', ['due', 'dueBySeverity'], 'dueBySeverity'],
    ['Monday', ['mon', 'tue'], 'mon'],
    ['project', ['projects'], 'projects'],
    ['labels', ['label', 'labels'], 'labels'],
    ['zebra', ['owners', 'label'], null],
    ['5', ['1', '2'], null],
    ['x', [], null],
  ])('of %s among %j is %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
