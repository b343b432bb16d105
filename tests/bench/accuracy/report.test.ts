import { expect, test } from 'vitest';
import type { Label } from '../../../bench/accuracy/corpus.ts';
import { goalsOf } from '../../../bench/accuracy/goals.ts';
import { missesOf } from '../../../bench/accuracy/misses.ts';
import { jsonOf, tablesOf } from '../../../bench/accuracy/report.ts';
import { isOfSource, scoreDocument } from '../../../bench/accuracy/score.ts';
import { renderMarkdown, renderText } from '../../../bench/accuracy/table.ts';
import type { Reading } from '../../../src/domain/read/reading.ts';
import { aReading } from '../../fakes/readings.ts';
import { labelOf, timesOf } from './documents.ts';

const { start: unknown, duration } = aReading();
const whole = aReading({
  start: { ...unknown, local: '2031-03-04T06:12', value: '2031-03-04T05:12:00Z', zone: 'CET' },
  end: { ...unknown, local: '2031-03-04T21:48', value: '2031-03-04T20:48:00Z', zone: 'CET' },
  duration: { ...duration, minutes: 936 },
});

function score(label: Partial<Label> = {}, reading: Reading = whole) {
  return scoreDocument({ label: labelOf(label), title: '', text: '' }, reading, {
    peer: timesOf({ start: null }),
  });
}

test('a document read wholly meets every goal and misses nothing', () => {
  expect(goalsOf([score()]).every(({ met }) => met)).toBe(true);
  expect(missesOf(score())).toEqual([]);
});

test('goals are met at their very limit', () => {
  const many = (right: number, wrong: number) => [
    ...Array.from({ length: right }, () => score()),
    ...Array.from({ length: wrong }, () => score({ start_local: '2031-03-04T06:14' })),
    ...Array.from({ length: 100 - right - wrong }, () => score({}, aReading())),
  ];
  const met = (right: number, wrong: number) =>
    goalsOf(many(right, wrong))
      .filter(({ what }) => what.startsWith('start'))
      .map((goal) => goal.met);
  expect(met(90, 3)).toEqual([true, true]);
  expect(met(89, 3)).toEqual([false, true]);
  expect(met(90, 4)).toEqual([true, false]);
});

test('a miss tells what was got, from where, and what was expected', () => {
  const reading = aReading({
    ...whole,
    start: { ...whole.start, local: '2031-03-04T06:14', source: 'timeline', line: 9, confidence: 'inferred' },
    duration: { ...duration, statedMinutes: 900, statedText: '15 hours' },
  });
  expect(missesOf(score({ alt_start_local: ['2031-03-04'], stated_duration_minutes: 900 }, reading))).toEqual(
    [
      {
        what: 'start',
        verdict: 'wrong',
        got: '2031-03-04T06:14',
        from: 'timeline, line 9, inferred',
        expected: '2031-03-04T06:12',
        alternatives: ['2031-03-04'],
      },
      {
        what: 'duration',
        verdict: 'abstained',
        got: null,
        from: null,
        expected: '936 min',
        alternatives: [],
      },
      {
        what: 'stated duration',
        verdict: 'missed',
        got: '900 min',
        from: '15 hours',
        expected: '900 min',
        alternatives: [],
      },
    ],
  );
});

test('the right time in the wrong zone is missed in UTC alone', () => {
  const [miss, ...others] = missesOf(score({ start_utc: '2031-03-04T06:12:00Z' }));
  expect(miss).toMatchObject({
    what: 'start in UTC',
    verdict: 'wrong',
    got: '2031-03-04T05:12:00Z',
    from: 'CET',
  });
  expect(others).toEqual([]);
});

test('every source and every peer has its row', () => {
  const scored = [score(), score({ repo: 'umbrella/status', difficulty: 3 }, aReading())];
  const text = tablesOf({ scored, leftOut: null, facts: [] }).map(renderText).join('\n\n');
  expect(text).toMatch(/^umbrella\/status +1 +0 % +0 % +1 +0/m);
  expect(text).toMatch(/^all +2 +50 % +50 % +1 +0/m);
  expect(text).toMatch(/^peer +2 +0 % +0 % +2 +0 +100 %/m);
});

test('of a source that was left out nothing but totals is told', () => {
  const leftOut = {
    name: 'umbrella',
    scored: [score({ id: 'umbrella-1', repo: 'umbrella/status' }, aReading())],
  };
  const result = { scored: [score()], leftOut, facts: [] };
  const tables = tablesOf(result);
  expect(tables.map(({ title }) => title)).toContain('Left out: umbrella, by difficulty');
  expect(`${tables.map(renderText)}${JSON.stringify(jsonOf(result))}`).not.toContain('umbrella-1');
});

test('a source is known by its short name, its owner, its repository or both', () => {
  const { document } = score();
  for (const name of ['acme', 'Incidents', 'acme/incidents']) expect(isOfSource(document, name)).toBe(true);
  for (const name of ['acm', 'uploads', '']) expect(isOfSource(document, name)).toBe(false);
});

test('a table as Markdown', () => {
  const table = { title: 'Some', headings: ['', 'seen', 'why'], rows: [['a|b', '5 %', 'so']], words: 1 };
  expect(renderMarkdown(table)).toBe(
    'Some:\n\n|  | seen | why |\n| --- | ---: | --- |\n| a\\|b | 5 % | so |',
  );
});
