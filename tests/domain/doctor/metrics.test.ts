import { describe, expect, test } from 'vitest';
import { judgeMetrics, type MetricsState, metricsQuestions } from '../../../src/domain/doctor/metrics.ts';
import type { MetricName } from '../../../src/domain/measure/answer.ts';
import { failed, nothing, samples, several, valued } from '../measure/answers.ts';
import { aService, now } from './cases.ts';

const service = aService({ metrics: { requestsAffected: 'a[$window]', requestsTotal: 'b[$window]' } });

type Given = MetricsState['asked'][number]['answer'];

function lineOf(metric: MetricName, answer: Given) {
  const asked = [{ service: 'Service::Checkout', metric, query: 'x', answer }];
  const [check, ...more] = judgeMetrics([service], { url: 'https://prometheus.example.com', asked });
  expect(more).toEqual([]);
  return check;
}

describe('doctor', () => {
  test('asks every query once, for the last hour', () => {
    const other = aService({ label: 'Service::API', metrics: { errorRatio: 'c' } });
    expect(metricsQuestions([service, aService(), other], now)).toEqual({
      window: { start: '2026-11-20T09:00:00.000Z', end: '2026-11-20T10:00:00.000Z', seconds: 3_600 },
      questions: [
        { service: 'Service::Checkout', metric: 'requestsAffected', query: 'a[3600s]' },
        { service: 'Service::Checkout', metric: 'requestsTotal', query: 'b[3600s]' },
        { service: 'Service::API', metric: 'errorRatio', query: 'c' },
      ],
    });
  });

  test.each<[string, MetricName, Given, true | false | 'warn', RegExp, RegExp | null]>([
    ['a count', 'requestsTotal', valued(48_312.4), true, /, requestsTotal: ≈ 48,300 in the last hour$/, null],
    ['a ratio', 'errorRatio', valued(0.012_345), true, /, errorRatio: 0\.0123 in the last hour$/, null],
    ['no failures', 'requestsAffected', nothing, true, /counts as 0 where the total has some/, null],
    ['no total', 'requestsTotal', nothing, 'warn', /no such metrics/, /names of its metric and labels/],
    [
      'a quiet hour',
      'errorRatio',
      valued(Number.NaN),
      'warn',
      /divides by nothing \(NaN\)/,
      /divides by nothing/,
    ],
    [
      'a count of NaN',
      'requestsAffected',
      valued(Number.NaN),
      false,
      /divides by nothing/,
      /divides by nothing/,
    ],
    ['several series', 'requestsAffected', several, false, /several values instead of one \(8\)/, /sum\(…\)/],
    ['samples', 'requestsTotal', samples, false, /no number \(matrix\)/, /comes to one number/],
    ['less than none', 'requestsTotal', valued(-2), false, /negative count \(-2\)/, /increase/],
    ['a refusal', 'requestsTotal', failed('metrics-refused'), false, /metrics-refused/, /mend the query/],
    [
      'a part',
      'requestsTotal',
      valued(3, { inPart: true, warnings: ['store away'] }),
      'warn',
      /: 3 in the last hour, from a part of the metrics only: store away$/,
      /stores/,
    ],
    [
      'a remark',
      'requestsTotal',
      valued(3, { warnings: ['odd'] }),
      'warn',
      /: 3 in the last hour, and odd$/,
      /mend/,
    ],
  ])('tells %s', (_what, metric, answer, ok, text, mend) => {
    const check = lineOf(metric, answer);
    expect(check).toMatchObject({ check: 'metrics', ok, text: expect.stringMatching(text) });
    expect(check?.text).toMatch(/^Service::Checkout, /);
    if (mend === null) expect(check?.mend).toBeNull();
    else expect(check?.mend).toMatch(mend);
  });

  test('says once that the source cannot be reached', () => {
    const asked = [
      { service: 'a', metric: 'requestsTotal' as const, query: 'x', answer: failed('metrics-unreachable') },
    ];
    const url = 'https://prometheus.example.com';
    expect(judgeMetrics([service], { url, asked })).toEqual([
      {
        check: 'metrics',
        ok: false,
        text: `${url}: metrics-unreachable: x`,
        mend: 'check metrics.url, the network, proxies and certificates',
      },
    ]);
  });

  test('says what a service lacks', () => {
    const lacking = aService({
      metrics: { requestsAffected: 'x', customersAffected: 'y', customersTotal: 'z' },
    });
    expect(judgeMetrics([lacking], { url: 'https://p.example.com', asked: [] })).toMatchObject([
      { ok: 'warn', text: expect.stringContaining('requestsAffected without requestsTotal') },
    ]);
  });

  test.each([
    ['off, and nobody minds', [aService()], 'off', true, /since metrics\.url is not set/],
    ['off, and a service has queries', [service], 'off', 'warn', /services have queries/],
    [
      'on, and no service has a query',
      [aService()],
      { url: 'https://p.example.com', asked: [] },
      'warn',
      /no service has/,
    ],
  ] as const)('knows metrics that are %s', (_what, services, state, ok, text) => {
    const on = state === 'off' ? state : { ...state, asked: [] };
    expect(judgeMetrics([...services], on)).toMatchObject([{ ok, text: expect.stringMatching(text) }]);
  });

  test('says nothing of what could not be asked', () => {
    expect(judgeMetrics([service], null)).toEqual([]);
  });
});
