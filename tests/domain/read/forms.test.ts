import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const read = (value: string, more = '') =>
  readKeyInformation(`# Checkout down on 2026-03-05\n\n${more}\n\nStart Time: ${value}\n`, {});

describe('how people write a moment', () => {
  test.each([
    ['2026-03-05 04:18 UTC', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['2026-03-05T04:18:31.207Z', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['2026-03-05T04:18+01:00', '2026-03-05T04:18', '2026-03-05T03:18:00Z'],
    ['2026/3/5 4:18 UTC', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['04:18am UTC', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['4 a.m. UTC', '2026-03-05T04:00', '2026-03-05T04:00:00Z'],
    ['12:05 AM UTC', '2026-03-05T00:05', '2026-03-05T00:05:00Z'],
    ['12:05 p.m. UTC', '2026-03-05T12:05', '2026-03-05T12:05:00Z'],
    ['10:45a UTC', '2026-03-05T10:45', '2026-03-05T10:45:00Z'],
    ['10:45p UTC', '2026-03-05T22:45', '2026-03-05T22:45:00Z'],
    ['13:20 PM UTC', '2026-03-05T13:20', '2026-03-05T13:20:00Z'],
    ['11.50 UTC', '2026-03-05T11:50', '2026-03-05T11:50:00Z'],
    ['1600 UTC', '2026-03-05T16:00', '2026-03-05T16:00:00Z'],
    ['2026-03-05 1600Z', '2026-03-05T16:00', '2026-03-05T16:00:00Z'],
    ['15h50 UTC', '2026-03-05T15:50', '2026-03-05T15:50:00Z'],
    ['~16:40 UTC', '2026-03-05T16:40', '2026-03-05T16:40:00Z'],
    ['ca. 16:40 UTC', '2026-03-05T16:40', '2026-03-05T16:40:00Z'],
    ['16:40 UTC ± 5 min', '2026-03-05T16:40', '2026-03-05T16:40:00Z'],
    ['around 16:40 UTC', '2026-03-05T16:40', '2026-03-05T16:40:00Z'],
    ['24:10 UTC', '2026-03-06T00:10', '2026-03-06T00:10:00Z'],
    ['Thu, 05 Mar 2026 04:18:00 +0100', '2026-03-05T04:18', '2026-03-05T03:18:00Z'],
    ['Thu Mar 5 04:18:00 UTC 2026', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['March 5, 2026 at 4:18 PM UTC', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['5th of March 2026, 16:18 UTC', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['16:18 UTC on 5 March', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['16:18 UTC (Mar 6)', '2026-03-06T16:18', '2026-03-06T16:18:00Z'],
    ['noon UTC', '2026-03-05T12:00', '2026-03-05T12:00:00Z'],
    ['`2026-03-05 04:18` UTC', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['**04:18** UTC', '2026-03-05T04:18', '2026-03-05T04:18:00Z'],
    ['5.3.2026 16:18 UTC', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['05/03/2026 16:18 UTC', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['2026-03-05 16:18 -0500', '2026-03-05T16:18', '2026-03-05T21:18:00Z'],
    ['2026-03-05 16:18 -05:00', '2026-03-05T16:18', '2026-03-05T21:18:00Z'],
    ['20260305T161859Z', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['2026-Mar-05 16:18 UTC', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
    ['March 5 at approximately 4:18pm UTC', '2026-03-05T16:18', '2026-03-05T16:18:00Z'],
  ])('%s', (written, local, value) => {
    const { start } = read(written);
    expect({ local: start.local, value: start.value }).toEqual({ local, value });
  });

  test.each([
    '',
    '?',
    'TBD',
    '--:--',
    'HH:mm',
    '14:??',
    'YYYY-MM-DD HH:MM',
    'v1.35',
    '10.0.0.1:8080',
    '99:99',
    '#1600',
    '16 hosts',
  ])('"%s" is no moment', (written) => {
    expect(read(written).start.value).toBeNull();
  });

  test.each(['~16:40 UTC', '2026-03-05 ca. 16:40 UTC', '16:40 UTC ±2'])(
    '"%s" is said to be approximate',
    (written) => {
      expect(read(written).findings.map(({ code }) => code)).toContain('time-approximate');
    },
  );

  test('a day alone is a day', () => {
    expect(read('2026-03-05').start).toMatchObject({ local: '2026-03-05', precision: 'day', value: null });
  });
});

describe('ranges', () => {
  test.each([
    ['22:30 - 13:18 + 1 UTC', '2026-03-05T22:30', '2026-03-06T13:18', 888],
    ['22:30 UTC – 01:10 UTC', '2026-03-05T22:30', '2026-03-06T01:10', 160],
    ['7:26 to 7:32 pm UTC', '2026-03-05T19:26', '2026-03-05T19:32', 6],
    ['11:40 to 1:15 pm UTC', '2026-03-05T11:40', '2026-03-05T13:15', 95],
    ['from 10:00 until 11:30 UTC', '2026-03-05T10:00', '2026-03-05T11:30', 90],
    ['between 10:00 and 11:30 UTC', '2026-03-05T10:00', '2026-03-05T11:30', 90],
    ['10:00 UTC → 11:30 UTC', '2026-03-05T10:00', '2026-03-05T11:30', 90],
    ['2026-03-05 10:00 to 2026-03-07 11:30 UTC', '2026-03-05T10:00', '2026-03-07T11:30', 2970],
    ['1600 - 1645 UTC', '2026-03-05T16:00', '2026-03-05T16:45', 45],
    ['2026-03-05T10:00:00+02:00 to 2026-03-05T12:00:00+02:00', '2026-03-05T10:00', '2026-03-05T12:00', 120],
    ['22:30 - 13:18 + 1 (UTC)', '2026-03-05T22:30', '2026-03-06T13:18', 888],
    ['10:00 (maybe before) to 17:55 UTC', '2026-03-05T10:00', '2026-03-05T17:55', 475],
  ])('%s', (written, start, end, minutes) => {
    const found = readKeyInformation(`# Outage of 2026-03-05\n\n- **Impact Duration**: ${written}\n`, {});
    expect([found.start.local, found.end.local, found.duration.minutes]).toEqual([start, end, minutes]);
  });
});

describe('which of 03/10/2026 is the day', () => {
  const startOf = (document: string) => readKeyInformation(document, {}).start.local;
  test('a number above twelve decides it for all', () => {
    const table = 'Start: 03/10/2026 10:00\nEnd: 25/10/2026 11:00\n';
    expect(startOf(table)).toBe('2026-10-03T10:00');
  });
  test('a date written out does', () => {
    expect(startOf('# Outage of October 3, 2026\n\nStart: 03/10/2026 10:00\n')).toBe('2026-10-03T10:00');
  });
  test('a weekday does', () => {
    expect(startOf('Start: Tuesday 03/10/2026 10:00\n')).toBe('2026-03-10T10:00');
  });
  test('a legend does', () => {
    expect(startOf('Dates are DD/MM/YYYY.\n\nStart: 03/10/2026 10:00\n')).toBe('2026-10-03T10:00');
  });
  test('nothing does: no moment, and the reason', () => {
    const found = readKeyInformation('Start: 03/10/2026 10:00\nEnd: 03/10/2026 11:00\n', {});
    expect(found.start.local).toBeNull();
    expect(found.findings.map(({ code }) => code)).toContain('date-ambiguous');
  });
});
