import { expect, it } from 'vitest';
import { describeReading } from '../../src/cli/key-information-table.ts';
import { type ReadCount, type Reading, type ReadTime, unknownCount } from '../../src/domain/read/reading.ts';
import { aReading } from '../fakes/readings.ts';

const nothing = aReading();
const start: ReadTime = {
  value: '2026-03-02T07:10:00Z',
  local: '2026-03-02T08:10',
  precision: 'minute',
  zone: 'Europe/Berlin',
  zoneFrom: 'configured',
  source: 'field:Start',
  line: 3,
  confidence: 'stated',
};

function rowOf(name: string, reading: Partial<Reading>): string {
  const line = describeReading('x.md', { ...nothing, ...reading })
    .split('\n')
    .find((one) => one.startsWith(`  ${name} `));
  return (line ?? 'no such row').slice(`  ${name}`.length).trim().replaceAll(/ {2,}/g, ' | ');
}

it('is a table with line and source, and findings in the form of a compiler', () => {
  const reading: Reading = {
    ...nothing,
    start,
    end: {
      value: '2026-03-02T12:30:00Z',
      local: '2026-03-02T12:30',
      precision: 'minute',
      zone: 'UTC',
      zoneFrom: 'text',
      source: 'timeline',
      line: 14,
      confidence: 'inferred',
    },
    windows: [
      { start: '2026-03-02T08:10', end: '2026-03-02T09:00', minutes: 50 },
      { start: '2026-03-02T11:30', end: '2026-03-02T12:30', minutes: 60 },
    ],
    duration: {
      minutes: 320,
      downtimeMinutes: 110,
      text: '5 hrs 20 min',
      statedMinutes: 240,
      statedText: 'four hours',
    },
    requestsAffected: { ...unknownCount, text: 'All of them', extent: 'all', line: 7 },
    customersAffected: {
      text: 'Roughly 1500 shops (~12 %)',
      number: 1500,
      unit: 'shops',
      percent: 12,
      hedged: true,
      extent: 'some',
      line: 8,
    },
    severity: 2,
    incident: 'acme/production#12',
    timeline: [
      { value: null, local: '2026-03-02T08:10', text: 'alert', line: 11 },
      { value: null, local: '2026-03-02T12:30', text: 'restored', line: 14 },
    ],
    findings: [
      { code: 'timeline-out-of-order', line: 12, message: 'earlier than the row above' },
      { code: 'several-windows', line: null, message: 'two windows' },
      { code: 'duration-mismatch', line: 5, message: 'says 240, is 320 minutes' },
    ],
  };
  expect(describeReading('notes/x.md', reading)).toBe(`notes/x.md
  start      2026-03-02 08:10 Europe/Berlin        line 3          stated, field:Start; zone assumed; 2026-03-02 07:10 UTC
  end        2026-03-02 12:30 UTC                  line 14         inferred, timeline
  duration   5 hrs 20 min                                          the text says "four hours"
  downtime   1 hr 50 min                                           in 2 windows
  window 1   2026-03-02 08:10 to 2026-03-02 09:00  50 min
  window 2   2026-03-02 11:30 to 2026-03-02 12:30  1 hr
  severity   severity::2 (high)
  requests   all                                   line 7          "All of them"
  customers  about 1,500 shops, 12 %               line 8          "Roughly 1500 shops (~12 %)"
  incident   acme/production#12
  timeline   2 rows                                lines 11 to 14

notes/x.md: several-windows: two windows
notes/x.md:5: duration-mismatch: says 240, is 320 minutes
notes/x.md:12: timeline-out-of-order: earlier than the row above`);
});

it('says unknown for what was not found', () => {
  expect(describeReading('-', nothing)).toBe(`(standard input)
  start      unknown
  end        unknown
  duration   unknown
  severity   unknown
  requests   unknown
  customers  unknown
  incident   unknown
  timeline   none`);
});

it('says what of a time is not known', () => {
  const shown = (time: Partial<ReadTime>) => rowOf('start', { start: { ...start, ...time } });
  expect(shown({ zone: null, zoneFrom: null, value: null })).toMatch(/^2026-03-02 08:10, zone unknown \|/);
  expect(shown({ local: '2026-03-02', precision: 'day' })).toMatch(/^2026-03-02, time unknown \|/);
  const withoutYear = { local: '????-03-02T08:10', value: null, zoneFrom: 'text' } as const;
  expect(shown(withoutYear)).toMatch(/^\?{4}-03-02 08:10 Europe\/Berlin \|/);
  expect(shown({ zone: 'UTC', zoneFrom: 'text', local: '2026-03-02T07:10' })).toMatch(
    /^2026-03-02 07:10 UTC \|/,
  );
});

it('tells all, none, a share and mere words apart', () => {
  const shown = (count: Partial<ReadCount>) =>
    rowOf('customers', { customersAffected: { ...unknownCount, text: 'so it says', line: 8, ...count } });
  expect(shown({ extent: 'none', number: 0 })).toBe('none | line 8 | "so it says"');
  expect(shown({ extent: 'all' })).toBe('all | line 8 | "so it says"');
  expect(shown({ percent: 0.5, hedged: true })).toBe('about 0.5 % | line 8 | "so it says"');
  expect(shown({ extent: 'some', hedged: true })).toBe('no figure | line 8 | "so it says"');
});

it('says whether the text gives the same duration', () => {
  const shown = (statedMinutes: number | null) =>
    rowOf('duration', {
      duration: { minutes: 60, downtimeMinutes: 60, text: '1 hr', statedMinutes, statedText: 'an hour' },
    });
  expect(shown(60)).toBe('1 hr | as the text says');
  expect(shown(90)).toBe('1 hr | the text says "an hour"');
  expect(shown(null)).toBe('1 hr | the text says "an hour"');
});

it('shows nothing that acts on a terminal, and nothing endless', () => {
  const hostile = `\u001b[31mred\u0007\u009b2J\u202Eslaer\nnew line ${'x'.repeat(5_000)}`;
  const shown = describeReading(`a\u001b]0;title\u0007.md`, {
    ...nothing,
    start: { ...start, zone: hostile, source: hostile },
    customersAffected: { ...unknownCount, text: hostile, number: 1, unit: hostile, extent: 'some', line: 1 },
    duration: { ...nothing.duration, statedMinutes: 1, statedText: hostile },
    incident: hostile,
    findings: [{ code: 'placeholder-left', line: 1, message: hostile }],
  });
  expect(shown).not.toMatch(/[[\p{Cc}\p{Bidi_Control}]--\n]/v);
  expect(shown.split('\n')).toHaveLength(11);
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(500);
});
