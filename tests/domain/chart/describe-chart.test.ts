import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeChart, type ToDescribe } from '../../../src/domain/chart/describe-chart.ts';
import { hostileText } from '../../fakes/hostile.ts';

const startMs = Date.parse('2024-10-31T04:18:00.000Z');
const minute = 60_000;
const at = (minutes: number) => new Date(startMs + minutes * minute).toISOString();
/** One point a minute, from before the window of 45 minutes until after it. */
const points = (valueAt: (minute: number) => number, [from, to] = [-15, 60]) =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ at: at(from + n), value: valueAt(from + n) }));
const during = (inside: number, outside: number) => (n: number) => (n >= 0 && n <= 45 ? inside : outside);

const described = (over: Partial<ToDescribe> = {}) =>
  describeChart({
    kind: 'error-ratio',
    subject: 'CI Runners',
    window: { start: at(0), end: at(45) },
    points: points(during(0.123, 0.004)),
    stepSeconds: 60,
    inPart: false,
    measuredAt: at(600),
    ...over,
  });

describe('a chart', () => {
  it('of an error ratio has all that is to be seen, in percent', () => {
    const { lines, timeTicks, valueTicks, ...rest } = described();
    expect(rest).toEqual({
      kind: 'error-ratio',
      title: 'Error ratio',
      subject: 'CI Runners',
      subtitle: 'Impact 2024-10-31 04:18 to 05:03 UTC, 45 min',
      unit: 'share of requests that failed, every 1 min',
      range: { startMs: startMs - 15 * minute, endMs: startMs + 60 * minute },
      window: { startMs, endMs: startMs + 45 * minute },
      startLabel: 'Start 04:18',
      endLabel: 'End 05:03',
      notes: [],
      alt:
        'Error ratio of CI Runners from 2024-10-31 04:03 UTC to 2024-10-31 05:18 UTC. ' +
        'The impact window, 2024-10-31 04:18 to 05:03 UTC, 45 min, is shaded. ' +
        'The highest value is 12 % at 2024-10-31 04:18 UTC, inside the window; outside it is at most 0.4 %.',
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.[15]).toEqual({ atMs: startMs, value: 12.3 });
    expect(timeTicks.map(({ label }) => label)).toEqual([
      '04:10',
      '04:20',
      '04:30',
      '04:40',
      '04:50',
      '05:00',
      '05:10',
    ]);
    expect(valueTicks.at(-1)).toEqual({ value: 12.5, label: '12.5 %' });
  });

  it('of requests counts those of an interval, from where the interval begins', () => {
    const chart = described({ kind: 'requests-affected', points: points(() => 1_200, [10, 20]) });
    expect(chart).toMatchObject({ title: 'Requests affected', unit: 'requests per 1 min' });
    expect(chart.lines[0]?.slice(0, 2)).toEqual([
      { atMs: startMs + 9 * minute, value: 1_200 },
      { atMs: startMs + 10 * minute, value: 1_200 },
    ]);
    expect(chart.alt).toContain(
      'The highest value is 1,200 requests in the 1 min before 2024-10-31 04:28 UTC, inside the window.',
    );
  });

  it.each([
    ['ends where the window starts', 0, 'outside'],
    ['ends within the window', 1, 'inside'],
    ['begins within the window', 45.5, 'inside'],
    ['begins where the window ends', 46, 'outside'],
  ])('takes an interval that %s (it ends at minute %d) for one %s', (_how, ends, where) => {
    const only = [
      { at: at(-10), value: 1 },
      { at: at(ends), value: 9 },
    ];
    expect(described({ kind: 'requests-affected', points: only }).alt).toContain(`UTC, ${where} the window`);
  });

  it('says the day where there are two', () => {
    const chart = described({
      window: { start: '2024-12-31T23:10:00.000Z', end: '2025-01-01T00:40:00.000Z' },
    });
    expect(chart).toMatchObject({
      subtitle: 'Impact 2024-12-31 23:10 UTC to 2025-01-01 00:40 UTC, 1 hr 30 min',
      startLabel: 'Start Dec 31, 23:10',
      endLabel: 'End Jan 1, 00:40',
    });
  });

  it('says where its peak is, and that there is none', () => {
    expect(described({ points: points((n) => (n === -3 ? 0.5 : 0.01)) }).alt).toContain(
      'The highest value is 50 % at 2024-10-31 04:15 UTC, outside the window; inside it is at most 1 %.',
    );
    expect(described({ points: points(() => 0) }).alt).toContain('It is 0 throughout.');
  });

  it('measures nothing without data, not even by an axis', () => {
    const chart = described({ points: [] });
    expect(chart).toMatchObject({ lines: [], valueTicks: [], notes: ['no data'] });
    expect(chart.alt).toMatch(/is shaded\. No data\.$/);
  });

  it.each<[string, Partial<ToDescribe>, string[]]>([
    ['all', {}, []],
    ['one value', { points: points(() => 0.034, [5, 5]) }, ['a single value, 3.4 % at 2024-10-31 04:23 UTC']],
    ['a gap', { points: points((n) => (n > 10 && n < 20 ? Number.NaN : 0.1)) }, ['no data for 10 min']],
    [
      'gaps at both ends and between',
      { points: points((n) => (n === 10 ? Number.NaN : 0.1), [-5, 50]) },
      ['no data for 22 min in 3 gaps'],
    ],
    [
      'nonsense',
      { points: points((n) => (n === 3 ? -1 : n === 4 ? Number.POSITIVE_INFINITY : 0.1)) },
      ['no data for 3 min', '2 impossible values left out'],
    ],
    [
      'what is not over yet',
      { points: points(() => 0.1, [-15, 46]), measuredAt: at(46) },
      ['measured 2024-10-31 05:04 UTC'],
    ],
  ])('notes of %s', (_what, over, notes) => {
    expect(described(over).notes).toEqual(notes);
  });

  it('keeps the highest of a million points', () => {
    const days = { start: '2024-10-31T00:00:00.000Z', end: '2024-11-07T17:00:00.000Z' };
    const firstMs = Date.parse(days.start);
    const million = Array.from({ length: 1_000_000 }, (_, n) => ({
      at: new Date(firstMs + n * 660).toISOString(),
      value: n === 654_321 ? 0.97 : 0.01,
    }));
    const chart = described({ window: days, points: million, stepSeconds: 1 });
    expect(chart.lines.flat().length).toBeLessThan(3_000);
    expect(Math.max(...chart.lines.flat().map(({ value }) => value))).toBe(97);
    expect(chart.alt).toContain('The highest value is 97 %');
  });

  it('has one line of neutral words for a subject, whatever it is called', () => {
    fc.assert(
      fc.property(hostileText, (subject) => {
        const chart = described({ subject });
        expect(chart.subject).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
        expect([...chart.subject].length).toBeLessThanOrEqual(200);
        expect(chart.alt.startsWith(chart.subject === '' ? 'Error ratio from' : 'Error ratio of ')).toBe(
          true,
        );
      }),
    );
  });

  it('is none of a window that ends before it starts', () => {
    expect(() => described({ window: { start: at(1), end: at(0) } })).toThrow(RangeError);
  });
});
