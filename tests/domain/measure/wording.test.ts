import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CountFigure } from '../../../src/domain/measure/figure.ts';
import {
  amountText,
  figureText,
  lossText,
  missText,
  ofServices,
  shareText,
} from '../../../src/domain/measure/wording.ts';
import { readAmounts } from '../../../src/domain/read/figures/numbers.ts';

const figure = (over: Partial<CountFigure>): CountFigure => ({
  affected: 0,
  total: null,
  share: null,
  extrapolated: false,
  inPart: false,
  lacks: null,
  ...over,
});

describe('an amount', () => {
  test.each([
    [0, '0'],
    [1, '1'],
    [999, '999'],
    [1_000, '1,000'],
    [123_456, '123,456'],
    [999_999, '999,999'],
    [1_000_000, '1 million'],
    [5_000_000, '5 million'],
    [5_013_402, '≈ 5.01 million'],
    [12_345_678, '≈ 12.3 million'],
    [123_456_789, '≈ 123 million'],
    [999_600_000, '≈ 1 billion'],
    [1_234_567_890, '≈ 1.23 billion'],
    [7.1e12, '7.1 trillion'],
    [4.2e18, '4,200,000 trillion'],
    [2.5, '≈ 3'],
  ])('that was counted: %d', (value, text) => {
    expect(amountText(value, false)).toBe(text);
  });

  test.each([
    [0, '0'],
    [0.2, '≈ 1'],
    [1.4, '≈ 1'],
    [12, '≈ 12'],
    [1_033.7, '≈ 1,034'],
    [9_999.4, '≈ 9,999'],
    [9_999.6, '≈ 10,000'],
    [48_312.9, '≈ 48,300'],
    [999_499, '≈ 999,000'],
    [999_501, '≈ 1 million'],
    [5_013_402.4, '≈ 5.01 million'],
    [5_000_000, '≈ 5 million'],
  ])('that was estimated: %d', (value, text) => {
    expect(amountText(value, true)).toBe(text);
  });

  test('is read back as what it was, to half a percent', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9e11, noNaN: true }), fc.boolean(), (value, isEstimated) => {
        const [read] = readAmounts(`${amountText(value, isEstimated)} requests`);
        const error = Math.abs((read?.value ?? 0) - value);
        expect(error).toBeLessThanOrEqual(Math.max(0.5, value * 0.005));
      }),
    );
  });
});

test.each([
  [0, '0 %'],
  [0.000_1, 'less than 0.01 %'],
  [0.01, '0.01 %'],
  [0.042, '0.04 %'],
  [0.099_9, '0.1 %'],
  [0.9, '0.9 %'],
  [0.94, '0.9 %'],
  [5, '5 %'],
  [9.94, '9.9 %'],
  [9.96, '10 %'],
  [12.4, '12 %'],
  [99.4, '99 %'],
  [99.5, '99.5 %'],
  [99.9, '99.9 %'],
  [99.95, 'more than 99.9 %'],
  [100, '100 %'],
])('a share of %d is %s', (percent, text) => {
  expect(shareText(percent)).toBe(text);
});

test.each([
  [
    { affected: 5_013_402, share: 0.9, extrapolated: true },
    '≈ 5.01 million requests (0.9 % of all), extrapolated',
  ],
  [{ affected: 5_013_402, extrapolated: true }, '≈ 5.01 million requests, extrapolated'],
  [{ affected: 550, share: 12 }, '550 requests (12 % of all)'],
  [{ affected: 1, share: 12 }, '1 request (12 % of all)'],
  [
    { affected: 0.7, share: 0.001, extrapolated: true },
    '≈ 1 request (less than 0.01 % of all), extrapolated',
  ],
  [{ affected: 0, share: 0, extrapolated: true }, '0 requests (0 % of all)'],
  [{ affected: 0 }, '0 requests'],
  [{ affected: 7, share: 100, inPart: true }, '7 requests (100 % of all), from a part of the metrics only'],
  [
    { affected: 7, share: 100, inPart: true, extrapolated: true },
    '≈ 7 requests (100 % of all), extrapolated, from a part of the metrics only',
  ],
])('a figure reads well: %j', (over, text) => {
  expect(figureText(figure(over), 'requests')).toBe(text);
});

test('customers are customers', () => {
  expect(figureText(figure({ affected: 1 }), 'customers')).toBe('1 customer');
  expect(figureText(figure({ affected: 2 }), 'customers')).toBe('2 customers');
});

test('what is not measured says why, and until when it is tried again', () => {
  const at = '2024-10-31T22:15:00.000Z';
  expect(missText({ reason: 'source-failed' }, at)).toBe(
    'not measured yet: the metrics source did not answer; tried again until 2024-10-31 22:15 UTC',
  );
  expect(missText({ reason: 'window-unknown' }, null)).toBe(
    'not measured yet: start and end of the impact are not both known',
  );
});

test('what is lost says what, and when', () => {
  const loss = { from: '2024-10-31T04:18:00.000Z', since: '2024-11-07T04:18:00.000Z', retentionDays: 7 };
  expect(lossText({ ...loss, all: true }, { reason: 'source-failed' })).toBe(
    'lost: the metrics are kept for 7 days, and the first were gone at 2024-11-07 04:18 UTC; until then the metrics source did not answer',
  );
  expect(lossText({ ...loss, all: false, retentionDays: 1 }, null)).toBe(
    'lost: the metrics from 2024-10-31 04:18 UTC on are kept for 1 day, and the first were gone at 2024-11-07 04:18 UTC',
  );
});

test('services are named where there are several', () => {
  const one = { service: 'Runners', text: '7 requests' };
  expect(ofServices([])).toBe('');
  expect(ofServices([one])).toBe('7 requests');
  expect(ofServices([one, { service: 'API', text: '0 requests' }])).toBe(
    'Runners: 7 requests; API: 0 requests',
  );
});
