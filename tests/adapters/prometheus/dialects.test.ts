import { afterEach, describe, expect, test } from 'vitest';
import { connectMetricsSource } from '../../../src/adapters/prometheus/connect.ts';
import type { MetricsSource } from '../../../src/ports/metrics-source.ts';
import { type MetricsDouble, type Reply, startMetricsDouble } from './double.ts';

const at = '2024-10-31T22:05:00.000Z';
let double: MetricsDouble;
afterEach(() => double.close());

async function sourceAt(
  reply: Reply,
  options: Parameters<typeof startMetricsDouble>[1] & { suffix?: string } = {},
): Promise<MetricsSource> {
  double = await startMetricsDouble(reply, options);
  return connectMetricsSource({ url: `${double.url}${options.suffix ?? ''}`, token: options.token ?? null });
}

const vector = (...values: string[]) => ({
  resultType: 'vector',
  result: values.map((value, index) => ({ metric: { shop: String(index) }, value: [1730412300.123, value] })),
});
const success = (data: unknown, beside: object = {}) => ({ json: { status: 'success', data, ...beside } });
const plain = { warnings: [], inPart: false, extrapolates: true };

const thanosWarning =
  'receive series from Addr: thanos-store:10901 LabelSets: {}: rpc error: code = Unavailable desc = no connection';
const lokiStats = { summary: { bytesProcessedPerSecond: 1, execTime: 0.01 }, querier: {}, ingester: {} };

describe('an answer of', () => {
  test.each<[string, string, Reply, object]>([
    ['Prometheus', '', success(vector('5013402.4')), { found: 'value', value: 5_013_402.4, ...plain }],
    ['Prometheus without series', '', success(vector()), { found: 'no-series', ...plain }],
    [
      'Prometheus with several',
      '',
      success(vector('1', '2', '3')),
      { found: 'several-series', count: 3, ...plain },
    ],
    ['Prometheus with NaN', '', success(vector('NaN')), { found: 'value', value: Number.NaN, ...plain }],
    [
      'Prometheus with infinity',
      '',
      success(vector('+Inf')),
      { found: 'value', value: Number.POSITIVE_INFINITY, ...plain },
    ],
    [
      'Prometheus with less',
      '',
      success(vector('-Inf')),
      { found: 'value', value: Number.NEGATIVE_INFINITY, ...plain },
    ],
    ['Prometheus with a power', '', success(vector('1.5e+07')), { found: 'value', value: 1.5e7, ...plain }],
    [
      'Prometheus with a scalar',
      '',
      success({ resultType: 'scalar', result: [1, '2'] }),
      { found: 'value', value: 2, ...plain },
    ],
    [
      'Prometheus with text',
      '',
      success({ resultType: 'string', result: [1, 'a'] }),
      { found: 'wrong-kind', kind: 'string', ...plain },
    ],
    [
      'Prometheus with samples',
      '',
      success({ resultType: 'matrix', result: [{ metric: {}, values: [[1, '2']] }] }),
      { found: 'wrong-kind', kind: 'matrix', ...plain },
    ],
    [
      'Prometheus with a native histogram',
      '',
      success({
        resultType: 'vector',
        result: [{ metric: {}, histogram: [1, { count: '3', sum: '4', buckets: [] }] }],
      }),
      { found: 'wrong-kind', kind: 'histogram', ...plain },
    ],
    [
      'Prometheus with remarks on the query',
      '',
      success(vector('1'), {
        warnings: ['PromQL warning: mixed', 'PromQL info: metric might not be a counter'],
        infos: ['PromQL info: metric might not be a counter'],
      }),
      { found: 'value', value: 1, ...plain, warnings: ['PromQL warning: mixed'] },
    ],
    [
      'Thanos while a store is away',
      '',
      success({ ...vector('7'), analysis: {} }, { warnings: [thanosWarning] }),
      { found: 'value', value: 7, ...plain, warnings: [thanosWarning], inPart: true },
    ],
    [
      'Thanos with all stores',
      '',
      success({ ...vector('7'), analysis: {} }, { warnings: null }),
      { found: 'value', value: 7, ...plain },
    ],
    ['Mimir', '/prometheus', success(vector('7')), { found: 'value', value: 7, ...plain }],
    [
      'VictoriaMetrics',
      '',
      success(vector('7'), { stats: { seriesFetched: '1', executionTimeMsec: 3 } }),
      { found: 'value', value: 7, ...plain, extrapolates: false },
    ],
    [
      'a cluster of VictoriaMetrics while a node is away',
      '/select/0/prometheus',
      success(vector('7'), { isPartial: true, stats: { seriesFetched: '1' } }),
      { found: 'value', value: 7, warnings: [], inPart: true, extrapolates: false },
    ],
    [
      'a cluster of VictoriaMetrics',
      '/select/0/prometheus',
      success(vector('7'), { isPartial: false, stats: { seriesFetched: 1 } }),
      { found: 'value', value: 7, ...plain, extrapolates: false },
    ],
    [
      'Loki',
      '/loki',
      success({ ...vector('7'), stats: lokiStats }),
      { found: 'value', value: 7, ...plain, extrapolates: false },
    ],
    [
      'Loki to a query for log lines',
      '/loki',
      success({
        resultType: 'streams',
        result: [{ stream: {}, values: [['1730412300000000000', 'a line']] }],
        stats: lokiStats,
      }),
      { found: 'wrong-kind', kind: 'streams', ...plain, extrapolates: false },
    ],
  ])('%s', async (_what, path, reply, expected) => {
    const source = await sourceAt(reply, { path });
    expect(await source.readAt('sum(x)', at)).toEqual(expected);
    expect(double.asked).toMatchObject([
      {
        method: 'GET',
        endpoint: '/api/v1/query',
        parameters: { query: 'sum(x)', time: '1730412300', timeout: '30s' },
      },
    ]);
  });

  test('a source with many warnings is cut short', async () => {
    const source = await sourceAt(success(vector('7'), { warnings: Array(50).fill('x'.repeat(5_000)) }));
    const { warnings } = await source.readAt('x', at);
    expect(warnings).toEqual(Array(5).fill('x'.repeat(300)));
  });
});

describe('points over time', () => {
  const range = { start: '2024-10-31T04:00:00.000Z', end: '2024-10-31T05:00:00.000Z', stepSeconds: 60 };
  const matrix = (...result: unknown[]) => success({ resultType: 'matrix', result });

  test('are asked for and read', async () => {
    const values = [
      [1730347200, '0.5'],
      [1730347260.5, 'NaN'],
      [1730347320, '1'],
    ];
    const source = await sourceAt(matrix({ metric: {}, values }));
    expect(await source.readOver('x', range)).toEqual({
      found: 'value',
      value: [
        { at: '2024-10-31T04:00:00.000Z', value: 0.5 },
        { at: '2024-10-31T04:01:00.500Z', value: Number.NaN },
        { at: '2024-10-31T04:02:00.000Z', value: 1 },
      ],
      ...plain,
    });
    expect(double.asked).toMatchObject([
      {
        endpoint: '/api/v1/query_range',
        parameters: { query: 'x', start: '1730347200', end: '1730350800', step: '60', timeout: '30s' },
      },
    ]);
  });

  test.each<[string, Reply, object]>([
    ['no series', matrix(), { found: 'no-series' }],
    [
      'several series',
      matrix({ metric: {}, values: [] }, { metric: { a: 'b' }, values: [] }),
      { found: 'several-series', count: 2 },
    ],
    ['histograms', matrix({ metric: {}, histograms: [[1, {}]] }), { found: 'wrong-kind', kind: 'histogram' }],
    ['log lines', success({ resultType: 'streams', result: [] }), { found: 'wrong-kind', kind: 'streams' }],
    [
      'a scalar',
      success({ resultType: 'scalar', result: [1, '1'] }),
      { found: 'wrong-kind', kind: 'scalar' },
    ],
  ])('of %s', async (_what, reply, expected) => {
    const source = await sourceAt(reply);
    expect(await source.readOver('x', range)).toMatchObject(expected);
  });
});

describe('an address', () => {
  test.each([
    ['with a slash at its end', '/prometheus', '/', '/prometheus'],
    ['of the query API itself', '/loki', '/api/v1/query', '/loki'],
    ['of the API', '/prometheus', '/api/v1/', '/prometheus'],
    ['without a path', '', '', ''],
  ])('%s', async (_what, path, suffix, shown) => {
    const source = await sourceAt(success(vector('1')), { path, suffix });
    expect(await source.readAt('x', at)).toMatchObject({ value: 1 });
    expect(source.address).toBe(`${new URL(double.url).origin}${shown}`);
  });

  test('keeps its own parameters, and shows none of them', async () => {
    const source = await sourceAt(success(vector('1')), {
      suffix: '?tenant=a%26b&key=hidden',
      extra: ['tenant', 'key'],
    });
    await source.readAt('x', at);
    expect(double.asked).toMatchObject([{ parameters: { tenant: 'a&b', key: 'hidden', query: 'x' } }]);
    expect(source.address).toBe(double.url);
  });

  test('takes a long query in a form, with everything else', async () => {
    const source = await sourceAt(success(vector('1')));
    const query = `sum(x{a=~"${'é|'.repeat(2_000)}"})`;
    expect(await source.readAt(query, at)).toMatchObject({ value: 1 });
    expect(double.asked).toMatchObject([{ method: 'POST', parameters: { query, time: '1730412300' } }]);
  });
});

test('the token is sent as bearer, and only where there is one', async () => {
  const source = await sourceAt(success(vector('1')), { token: 'prometheus-token' });
  expect(await source.readAt('x', at)).toMatchObject({ value: 1 });
  const other = connectMetricsSource({ url: double.url, token: null });
  await expect(other.readAt('x', at)).rejects.toMatchObject({ code: 'metrics-unauthorized' });
  expect(double.asked.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer prometheus-token',
    undefined,
  ]);
});
