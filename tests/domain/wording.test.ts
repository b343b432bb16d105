import { expect, test } from 'vitest';
import { confidenceText, dayText, durationText, severityText, timeText } from '../../src/domain/wording.ts';

test.each([
  ['2024-10-31T04:18:00.000Z', '2024-10-31 04:18 UTC'],
  ['2024-10-31T04:18:59.999Z', '2024-10-31 04:18 UTC'],
  ['2024-12-31T23:30:00.000-05:00', '2025-01-01 04:30 UTC'],
])('%s reads %s', (instant, text) => {
  expect(timeText(instant)).toBe(text);
});

test.each([
  [0, '0 min'],
  [1, '1 min'],
  [59, '59 min'],
  [60, '1 hr'],
  [61, '1 hr 1 min'],
  [120, '2 hrs'],
  [1067, '17 hrs 47 min'],
  [24 * 60, '24 hrs'],
  [49 * 60 + 5, '49 hrs 5 min'],
  [90.9, '1 hr 30 min'],
])('%d minutes read %s', (minutes, text) => {
  expect(durationText(minutes)).toBe(text);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d minutes are no duration', (minutes) => {
  expect(() => durationText(minutes)).toThrow(RangeError);
});

test('severities read as their label and as the field calls them', () => {
  expect([1, 2, 3, 4].map((severity) => severityText(severity as 1 | 2 | 3 | 4))).toEqual([
    'severity::1 (critical)',
    'severity::2 (high)',
    'severity::3 (medium)',
    'severity::4 (low)',
  ]);
});

test('days read with their weekday', () => {
  expect(dayText('2024-11-07')).toBe('2024-11-07, a Thursday');
  expect(dayText('2024-02-29')).toBe('2024-02-29, a Thursday');
});

test.each(['2024-02-30', '2024-1-1', 'tomorrow', '', '2024-11-07\n/close'])('%j is no day', (day) => {
  expect(() => dayText(day)).toThrow(RangeError);
});

test.each(['yesterday', '1', '2024-10-31', '2024-13-01T00:00:00Z', '2024-10-31T04:18:00.000Z @all'])(
  '%j is no instant',
  (text) => {
    expect(() => timeText(text)).toThrow(RangeError);
  },
);

test('a ticket time is called a fallback', () => {
  expect(confidenceText('stated')).toBe('stated');
  expect(confidenceText('inferred')).toBe('inferred');
  expect(confidenceText('fallback')).toBe("fallback, the ticket's own time");
});
