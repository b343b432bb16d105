import { describe, expect, test } from 'vitest';
import { differenceText, differenceTo } from '../../../src/domain/measure/difference.ts';
import type { CountFigure } from '../../../src/domain/measure/figure.ts';

const figure: CountFigure = {
  affected: 5_013_402,
  total: 557_044_666,
  share: 0.9,
  extrapolated: true,
  inPart: false,
  lacks: null,
};

function said(told: string, over: Partial<CountFigure> = {}): string | null {
  const difference = differenceTo(told, { ...figure, ...over }, 'requests');
  return difference && differenceText(difference, figure);
}

describe('what a person wrote', () => {
  test.each([
    ['Roughly 5 million requests'],
    ['5,013,402'],
    ['~4.6M requests (about 1 %)'],
    ['5.4 million'],
    ['TBD'],
    [''],
    ['many requests'],
    ['0.9 %'],
    ['0.95 % of all'],
  ])('is close enough, or no number: %s', (told) => {
    expect(said(told)).toBeNull();
  });

  test.each([
    ['6 million requests', 'the review says 6 million, 20 % more than the ≈ 5.01 million that were measured'],
    ['4,000,000', 'the review says 4 million, 20 % less than the ≈ 5.01 million that were measured'],
    [
      '10 million (0.9 %)',
      'the review says 10 million, 99 % more than the ≈ 5.01 million that were measured',
    ],
    ['none', 'the review says 0, 100 % less than the ≈ 5.01 million that were measured'],
    ['2 % of all requests', 'the review says 2 %, 2.2 times the 0.9 % that was measured'],
    ['all requests', 'the review says 100 %, 110 times the 0.9 % that was measured'],
  ])('differs: %s', (told, text) => {
    expect(said(told)).toBe(text);
  });

  test('is compared with nothing where nothing was affected', () => {
    expect(differenceTo('12 requests', { ...figure, affected: 0 }, 'requests')).toMatchObject({ by: null });
    expect(said('12 requests', { affected: 0 })).toBe(
      'the review says 12, more than the 0 that were measured',
    );
    expect(differenceTo('0', { ...figure, affected: 0 }, 'requests')).toBeNull();
  });

  test('is compared by its count alone where no share was measured', () => {
    expect(differenceTo('2 %', { ...figure, share: null }, 'requests')).toBeNull();
  });

  test('lies within ten percent up to the last one', () => {
    const hundred = { ...figure, affected: 100 };
    expect(differenceTo('110', hundred, 'requests')).toBeNull();
    expect(differenceTo('90', hundred, 'requests')).toBeNull();
    // In binary 2.2 is a little more than ten percent above 2.
    expect(differenceTo('2.2 %', { ...figure, share: 2 }, 'requests')).toBeNull();
    expect(differenceTo('111', hundred, 'requests')).toMatchObject({ told: 111, measured: 100 });
    expect(differenceTo('89 customers', hundred, 'customers')).toMatchObject({ told: 89 });
  });
});
