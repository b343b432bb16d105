import { expect, test } from 'vitest';
import { chartQuestions } from '../../../src/domain/chart/questions.ts';
import { windowOf } from '../../../src/domain/measure/window.ts';

const window = windowOf('2024-10-31T04:00:00.000Z', '2024-10-31T06:00:00.000Z');
if (window === null) throw new Error('that is no window');
const now = '2024-10-31T07:00:00.000Z';
const errorRatio = 'sum(rate(failed[5m])) / sum(rate(all[5m]))';
const requestsAffected = 'sum(increase(failed[$window]))';

test('a ratio is asked as it is, a count for each step, around the window', () => {
  expect(chartQuestions({ metrics: { errorRatio, requestsAffected } }, window, now)).toEqual([
    {
      kind: 'error-ratio',
      query: errorRatio,
      range: { start: '2024-10-31T03:30:00.000Z', end: '2024-10-31T06:30:00.000Z', stepSeconds: 30 },
    },
    {
      kind: 'requests-affected',
      query: 'sum(increase(failed[300s]))',
      range: { start: '2024-10-31T03:30:00.000Z', end: '2024-10-31T06:30:00.000Z', stepSeconds: 300 },
    },
  ]);
});

test('nothing is asked of the future', () => {
  const [ratio] = chartQuestions({ metrics: { errorRatio } }, window, '2024-10-31T06:10:10.000Z');
  expect(ratio?.range.end).toBe('2024-10-31T06:10:00.000Z');
  expect(chartQuestions({ metrics: { errorRatio } }, window, '2024-10-31T03:00:00.000Z')).toEqual([]);
});

test.each<[string, Parameters<typeof chartQuestions>[0]['metrics'], string[]]>([
  ['no query', {}, []],
  ['a total alone', { requestsTotal: requestsAffected }, []],
  ['a count of a fixed time', { requestsAffected: 'sum(increase(failed[1h]))' }, []],
  ['a count tied to the window', { requestsAffected: 'sum(increase(failed[$window] @ $end))' }, []],
  ['a ratio tied to the window', { errorRatio: 'rate(failed[5m] @ $start)' }, []],
  ['a ratio of the window', { errorRatio: 'rate(failed[$window])' }, ['rate(failed[300s])']],
])('of %s there is no chart that means nothing', (_, metrics, queries) => {
  expect(chartQuestions({ metrics }, window, now).map(({ query }) => query)).toEqual(queries);
});
