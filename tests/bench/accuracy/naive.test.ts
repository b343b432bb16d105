import { expect, test } from 'vitest';
import { readNaively } from '../../../bench/accuracy/naive.ts';

test('the first and the last time, each with the date above it', () => {
  const text =
    '# 2031-03-04\n- 9:05 it began\n- 11:00 restarted\n\nOn 5 March 2031 at 1:30 pm it was over.\n';
  expect(readNaively(text, 'uploads')).toEqual({
    start: '2031-03-04T09:05',
    end: '2031-03-05T13:30',
    startUtc: null,
    endUtc: null,
    minutes: 28 * 60 + 25,
  });
});

test.each([
  ['04/03/2031 12:05 am', '2031-03-04T00:05'],
  ['March 4th, 2031, 12:05 PM', '2031-03-04T12:05'],
  ['4th Mar 2031 23:59:59', '2031-03-04T23:59'],
  ['2031/3/4 7:00', '2031-03-04T07:00'],
])('%s', (text, start) => {
  expect(readNaively(text, '')).toMatchObject({ start, end: null, minutes: null });
});

test('the title may hold the date; without any there is no time', () => {
  expect(readNaively('began 09:05, ended 09:06', '2031-03-04-uploads.md')).toMatchObject({
    start: '2031-03-04T09:05',
    end: '2031-03-04T09:06',
  });
  expect(readNaively('began 09:05, ended 09:06', 'uploads')).toMatchObject({ start: null, end: null });
});

test('only what says so right behind is UTC', () => {
  expect(readNaively('2031-03-04T09:05:00Z until 2031-03-04 10:00', '')).toMatchObject({
    startUtc: '2031-03-04T09:05:00Z',
    endUtc: null,
  });
});

test('what no calendar and no clock has is passed over', () => {
  expect(readNaively('2031-02-30 09:05, 2031-03-04 25:00, 31.03.2031 1:2:3, 10:70', '')).toMatchObject({
    start: null,
    end: null,
  });
});
