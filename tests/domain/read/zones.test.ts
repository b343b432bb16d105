import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';
import { zoneNamed } from '../../../src/domain/read/time/zones.ts';

describe('names of zones', () => {
  test.each([
    ['UTC', 0],
    ['utc', 0],
    ['Z', 0],
    ['GMT+2', 120],
    ['UTC-7', -420],
    ['UTC+05:30', 330],
    ['+0200', 120],
    ['−03:00', -180],
    ['PST', -480],
    ['PDT', -420],
    ['CEST', 120],
    ['PST (UTC-7)', -420],
    ['CET (GMT+1)', 60],
    ['IST', 330],
  ])('%s is %d minutes east', (name, offset) => {
    expect(zoneNamed(name)?.offset).toBe(offset);
  });
  test.each([
    ['US/Pacific', 'America/Los_Angeles'],
    ['PT', 'America/Los_Angeles'],
    ['Eastern', 'America/New_York'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Denver', 'America/Denver'],
    ['London time', 'Europe/London'],
  ])('%s is a region', (name, region) => {
    expect(zoneNamed(name)?.region).toBe(region);
  });
  test.each(['The', 'am', 'CLI', 'GMT+19', 'art', 'cat', 'Node'])('%s is none', (name) => {
    expect(zoneNamed(name)).toBeNull();
  });
});

const document = (times: string, rows = '- 10:00 Logins fail\n- 10:30 Logins work again') =>
  `# Logins down on 2026-07-06\n\n## Timeline\n\n${times}\n\n${rows}\n`;

describe('which zone holds', () => {
  test.each([
    ['All times in CEST', '2026-07-06T08:00:00Z'],
    ['(all times UTC)', '2026-07-06T10:00:00Z'],
    ['_Times are in US/Eastern_', '2026-07-06T14:00:00Z'],
    ['All times in PST (UTC-7)', '2026-07-06T17:00:00Z'],
    ['Time zone: Asia/Tokyo', '2026-07-06T01:00:00Z'],
    ['Timestamps: GMT+2', '2026-07-06T08:00:00Z'],
  ])('%s', (said, value) => {
    const { start } = readKeyInformation(document(said), {});
    expect([start.value, start.zoneFrom]).toEqual([value, 'text']);
  });

  test.each([
    ['the label of a field', 'Start (PT): 10:00\nEnd (PT): 10:30\n', '2026-07-06T17:00:00Z'],
    ['a list of fields', '- Start time (UTC): 10:00\n- End time (UTC): 10:30\n', '2026-07-06T10:00:00Z'],
    ['a plain field', 'Start time (UTC): 10:00\nEnd time (UTC): 10:30\n', '2026-07-06T10:00:00Z'],
    ['heads of columns', '| Start (UTC) | End (UTC) |\n|--|--|\n| 10:00 | 10:30 |\n', '2026-07-06T10:00:00Z'],
    [
      'a heading behind a date',
      '## Timeline 2026-07-06 UTC\n\n- 10:00 Logins fail\n',
      '2026-07-06T10:00:00Z',
    ],
  ])('%s', (_, text, value) => {
    expect(readKeyInformation(`# Logins on 2026-07-06\n\n${text}`, {}).start.value).toBe(value);
  });

  test('the head of a table', () => {
    const rows = '| Time (UTC) | Event |\n|---|---|\n| 10:00 | Logins fail |\n| 10:30 | Logins work again |';
    expect(readKeyInformation(document('', rows), {}).end.value).toBe('2026-07-06T10:30:00Z');
  });

  test('a time of its own beats the statement', () => {
    const rows = '- 10:00 UTC Logins fail\n- 12:30 Logins work again';
    const { start, duration } = readKeyInformation(document('All times in CEST', rows), {});
    expect([start.value, duration.minutes]).toEqual(['2026-07-06T10:00:00Z', 30]);
  });

  test('none is named: no moment, said once; the configured one where there is one', () => {
    const without = readKeyInformation(document(''), {});
    expect([without.start.local, without.start.value, without.start.zoneFrom]).toEqual([
      '2026-07-06T10:00',
      null,
      null,
    ]);
    expect(without.findings.filter(({ code }) => code === 'zone-missing')).toHaveLength(1);
    const assumed = readKeyInformation(document(''), { assumeZone: 'Europe/Berlin' });
    expect([assumed.start.value, assumed.start.zoneFrom]).toEqual(['2026-07-06T08:00:00Z', 'configured']);
  });

  test.each([
    ['All times in PST', 'zone-wrong-season'],
    ['All times in IST', 'zone-ambiguous'],
  ])('%s in July: %s', (said, code) => {
    expect(readKeyInformation(document(said), {}).findings.map((one) => one.code)).toContain(code);
  });
});

describe('a zone that nobody knows is none of the others', () => {
  test.each(['UTC+19', 'XYZT', 'Dallas time'])('%s', (zone) => {
    const { start, end, duration } = readKeyInformation(
      `Start: 2026-07-06 10:00 ${zone}\nEnd: 2026-07-06 11:00 UTC\n`,
      { assumeZone: 'Europe/Berlin' },
    );
    expect([start.value, end.value, duration.minutes]).toEqual([null, '2026-07-06T11:00:00Z', null]);
  });
});

describe('daylight saving', () => {
  test.each([
    ['2026-03-29 01:30 Europe/Berlin', '2026-03-29 03:30 Europe/Berlin', 60],
    ['2026-10-25 01:30 Europe/Berlin', '2026-10-25 03:30 Europe/Berlin', 180],
    ['2026-10-25 02:30 CEST', '2026-10-25 02:30 CET', 60],
  ])('%s to %s', (start, end, minutes) => {
    const { duration } = readKeyInformation(`Start: ${start}\nEnd: ${end}\n`, {});
    expect(duration.minutes).toBe(minutes);
  });
});

describe('the hour that a change of the clocks repeats or leaves out', () => {
  const read = (start: string, end: string, zone: string) =>
    readKeyInformation(`Start: ${start} ${zone}\nEnd: ${end} ${zone}\n`, {});
  test('is repeated: from the first passing to the second', () => {
    const { duration, findings } = read('2026-10-25 02:50', '2026-10-25 02:10', 'Europe/Berlin');
    expect(duration.minutes).toBe(20);
    expect(findings.map(({ code }) => code)).toContain('zone-ambiguous');
  });
  test('is left out: said, and not refused', () => {
    const { findings } = read('2026-03-29 02:30', '2026-03-29 03:10', 'Europe/Berlin');
    expect(findings.map(({ code }) => code)).toContain('impossible-time');
  });
});
