import { expect, test } from 'vitest';
import { judgeMinutes, judgeTime, judgeTimes } from '../../../bench/accuracy/judge.ts';
import { labelOf, timesOf } from './documents.ts';

test.each([
  ['2031-03-04T06:12', '2031-03-04T06:12', 'right'],
  ['2031-03-04T06:13', '2031-03-04T06:12', 'wrong'],
  // Seconds are cut off, on either side.
  ['2031-03-04T06:12', '2031-03-04T06:12:59', 'right'],
  ['2031-03-04T06:12:59', '2031-03-04T06:12', 'right'],
  // Only the day is known: whoever knows more has made it up, whoever knows less is not right.
  ['2031-03-04', '2031-03-04', 'right'],
  ['2031-03-04T00:00', '2031-03-04', 'wrong'],
  ['2031-03-04', '2031-03-04T06:12', 'wrong'],
  ['????-03-04T06:12', '????-03-04T06:12', 'right'],
  ['2031-03-04T06:12', '????-03-04T06:12', 'wrong'],
  [null, '2031-03-04T06:12', 'abstained'],
  [null, null, 'right'],
  ['2031-03-04T06:12', null, 'wrong'],
] as const)('%s where the label says %s is %s', (got, expected, verdict) => {
  expect(judgeTime(got, expected, [])).toBe(verdict);
});

test('another defensible reading is right leniently alone, also where the first is unknown', () => {
  const label = labelOf({
    alt_start_local: ['2031-03-04T06:20'],
    end_local: null,
    alt_end_local: ['2031-03-05'],
  });
  const judged = judgeTimes(label, timesOf({ start: '2031-03-04T06:20', end: '2031-03-05' }));
  expect(judged.start).toEqual({ strict: 'wrong', lenient: 'right' });
  expect(judged.end).toEqual({ strict: 'wrong', lenient: 'right' });
  expect(judgeTimes(label, timesOf({ start: null, end: null }))).toMatchObject({
    start: { strict: 'abstained', lenient: 'abstained' },
    end: { strict: 'right', lenient: 'right' },
  });
});

test.each([
  [936, 936, 'right'],
  [937, 936, 'right'],
  [938, 936, 'wrong'],
  [18, 18.95, 'right'],
  [null, 936, 'abstained'],
  [null, null, 'right'],
  [936, null, 'wrong'],
  // Within a minute of nothing, and wrong all the same.
  [-1, 0, 'wrong'],
] as const)('%s minutes where the label says %s are %s', (got, expected, verdict) => {
  expect(judgeMinutes(got, expected)).toBe(verdict);
});

test('UTC is judged where the document names its zone for all of its times', () => {
  const wrongZone = timesOf({ startUtc: '2031-03-04T06:12:00Z', endUtc: null });
  for (const tz_basis of ['doc', 'doc-entry'] as const)
    expect(judgeTimes(labelOf({ tz_basis }), wrongZone).utc).toEqual({
      start: { strict: 'wrong', lenient: 'wrong' },
      end: { strict: 'abstained', lenient: 'abstained' },
    });
  for (const tz_basis of ['doc-partial', 'repo', 'none'] as const)
    expect(judgeTimes(labelOf({ tz_basis }), wrongZone).utc).toBeNull();
});

test('another reading in UTC is as far from its local time as the first one, or named', () => {
  const label = labelOf({
    alt_start_local: ['2031-03-04T06:20'],
    alt_end_utc: ['2031-03-04T19:48:00Z'],
  });
  const others = timesOf({ startUtc: '2031-03-04T05:20:00.000Z', endUtc: '2031-03-04T20:48:00+01:00' });
  expect(judgeTimes(label, others).utc).toEqual({
    start: { strict: 'wrong', lenient: 'right' },
    end: { strict: 'wrong', lenient: 'right' },
  });
});

test('where only the other time is known, its zone tells what another reading is in UTC', () => {
  const label = labelOf({ end_local: null, end_utc: null, alt_end_local: ['2031-03-04T20:48'] });
  expect(judgeTimes(label, timesOf({ endUtc: '2031-03-04T19:48:00Z' })).utc?.end).toEqual({
    strict: 'wrong',
    lenient: 'right',
  });
});
