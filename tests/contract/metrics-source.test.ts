import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrometheus, findPromtool } from '../../scripts/parts.ts';
import { type PrometheusServer, startPrometheus } from '../../scripts/prometheus-server.ts';
import { connectMetricsSource } from '../../src/adapters/prometheus/connect.ts';
import type { Counted } from '../../src/domain/measure/answer.ts';
import { type Asked, measureCount } from '../../src/domain/measure/figure.ts';
import { fillQuery } from '../../src/domain/measure/fill-in.ts';
import { planMeasure } from '../../src/domain/measure/plan.ts';
import { windowOf } from '../../src/domain/measure/window.ts';
import { figureText } from '../../src/domain/measure/wording.ts';
import { ask } from '../../src/flows/ask.ts';
import type { MetricsSource } from '../../src/ports/metrics-source.ts';
import { makeUpTraffic } from './made-up-traffic.ts';

const seconds = (instant: string) => Date.parse(instant) / 1_000;
const traffic = makeUpTraffic(seconds('2026-11-18T08:00:00Z'), seconds('2026-11-18T10:00:00Z'), {
  restartsAt: [seconds('2026-11-18T08:41:08Z'), seconds('2026-11-18T09:07:52Z')],
  gaps: [{ from: seconds('2026-11-18T09:20:00Z'), to: seconds('2026-11-18T09:24:30Z') }],
  fails: {
    from: seconds('2026-11-18T08:30:00Z'),
    to: seconds('2026-11-18T09:40:00Z'),
    namespaces: ['ada', 'bob', 'cy'],
  },
});

const metrics = {
  requestsAffected: 'sum(increase(http_requests_total{job="runner",code=~"5.."}[$window]))',
  requestsTotal: 'sum(increase(http_requests_total{job="runner"}[$window]))',
  customersAffected:
    'count(sum by (namespace) (increase(http_requests_total{job="runner",code=~"5.."}[$window])) > 0)',
  customersTotal: 'count(sum by (namespace) (increase(http_requests_total{job="runner"}[$window])) > 0)',
};

/** null: there is none. Then the test command says so in its last lines, and fails where CI=true. */
const isThere = findPrometheus() !== null && findPromtool() !== null;

describe.skipIf(!isThere)('a real Prometheus', () => {
  let server: PrometheusServer;
  let source: MetricsSource;

  beforeAll(async () => {
    server = await startPrometheus(traffic.openMetrics);
    source = connectMetricsSource({ url: server.url, token: null });
  });
  afterAll(() => server.remove());

  async function measure(start: string, end: string) {
    const plan = planMeasure({
      service: { metrics },
      start,
      end,
      retentionDays: 7,
      now: '2026-11-18T10:00:00.000Z',
    });
    if (plan === null || !('ask' in plan)) throw new Error('there is nothing to ask');
    const asked: Asked[] = [];
    for (const { metric, query } of plan.ask) {
      asked.push({ metric, query, answer: await ask(() => source.readAt(query, plan.window.end)) });
    }
    const figure = (about: Counted) => {
      const measured = measureCount(about, asked);
      if (measured === null || !('figure' in measured))
        throw new Error(`no figure: ${JSON.stringify(asked)}`);
      return measured.figure;
    };
    return { asked, requests: figure('requests'), customers: figure('customers') };
  }

  const impact = ['2026-11-18T08:30:00.000Z', '2026-11-18T09:40:00.000Z'] as const;

  test('is asked what it answers itself, to the last digit', async () => {
    const { asked } = await measure(...impact);
    expect(asked).toHaveLength(4);
    for (const { query, answer } of asked) {
      const said = 'value' in answer && answer.value.found === 'value' ? answer.value.value : null;
      expect(`{} => ${said} @[${seconds(impact[1])}]`).toBe(await server.ask(query, seconds(impact[1])));
    }
  });

  test('gives the true count to one percent, through two restarts and a scrape gap', async () => {
    const { requests, customers } = await measure(...impact);
    const [after, until] = [seconds(impact[0]), seconds(impact[1])];
    const [failed, all] = [traffic.truth('failed', after, until), traffic.truth('all', after, until)];
    const difference = 'sum(http_requests_total) - sum(http_requests_total offset 70m)';
    const naive = await source.readAt(difference, impact[1]);
    expect(
      naive.found === 'value' && Math.abs(naive.value / all - 1),
      'the restarts are felt',
    ).toBeGreaterThan(0.3);
    expect(Math.abs(requests.affected / failed - 1)).toBeLessThan(0.01);
    expect(Math.abs((requests.total ?? 0) / all - 1)).toBeLessThan(0.01);
    expect(requests).toMatchObject({ extrapolated: true, inPart: false, lacks: null });
    expect(customers).toMatchObject({
      affected: traffic.namespacesHit(after, until),
      total: 8,
      extrapolated: false,
    });
    expect(figureText(requests, 'requests')).toBe('≈ 108,000 requests (11 % of all), extrapolated');
    expect(figureText(customers, 'customers')).toBe('3 customers (38 % of all)');
  });

  test('counts nothing in a window in which nothing failed', async () => {
    const { requests, customers } = await measure('2026-11-18T08:05:00.000Z', '2026-11-18T08:25:00.000Z');
    expect(figureText(requests, 'requests')).toBe('0 requests (0 % of all)');
    // The comparison leaves no series to be counted.
    expect(figureText(customers, 'customers')).toBe('0 customers (0 % of all)');
  });

  test.each([
    ['no such metric', 'sum(http_responses_total)', { found: 'no-series' }],
    [
      'one series for each namespace',
      'sum by (namespace) (http_requests_total)',
      { found: 'several-series', count: 8 },
    ],
    [
      'samples and no value',
      'http_requests_total{code="500",namespace="ada"}[1m]',
      { found: 'wrong-kind', kind: 'matrix' },
    ],
    ['text', '"a"', { found: 'wrong-kind', kind: 'string' }],
    ['a scalar', 'scalar(vector(2.5))', { found: 'value', value: 2.5 }],
    ['a division by nothing', 'vector(0) / 0', { found: 'value', value: Number.NaN }],
    ['infinity', 'vector(1) / 0', { found: 'value', value: Number.POSITIVE_INFINITY }],
    ['the other infinity', 'vector(-1) / 0', { found: 'value', value: Number.NEGATIVE_INFINITY }],
    ['a number as Go writes it', 'vector(1.5e21)', { found: 'value', value: 1.5e21 }],
  ])('tells %s', async (_what, query, expected) => {
    const answer = await source.readAt(query, '2026-11-18T08:45:00.000Z');
    expect(answer).toEqual({ ...expected, inPart: false, warnings: [], extrapolates: true });
  });

  test('understands start and end where they are filled in', async () => {
    const window = windowOf(...impact);
    if (window === null) throw new Error('it has a length');
    const counter = 'sum(http_requests_total{code="200"}';
    const then = fillQuery(`${counter} @ $start)`, window);
    const there = await source.readAt(`${counter})`, window.start);
    expect(there).toMatchObject({ found: 'value' });
    expect(await source.readAt(then, window.end)).toEqual(there);
  });

  test('takes a query that is too long for an address', async () => {
    const query = `sum(http_requests_total{code=~"${'5..|'.repeat(3_000)}500"}) * 0`;
    expect(await source.readAt(query, impact[1])).toMatchObject({ found: 'value', value: 0 });
  });

  test('says why it does not accept a query', async () => {
    await expect(source.readAt('sum(', impact[1])).rejects.toMatchObject({
      code: 'metrics-refused',
      message: expect.stringContaining('parse error'),
    });
  });

  test('gives points over time, and none where nothing was scraped', async () => {
    const range = { start: '2026-11-18T09:15:00.000Z', end: '2026-11-18T09:30:00.000Z', stepSeconds: 60 };
    const query = 'sum(rate(http_requests_total{code="500"}[1m])) / sum(rate(http_requests_total[1m]))';
    const answer = await source.readOver(query, range);
    if (answer.found !== 'value') throw new Error(answer.found);
    const at = answer.value.map((point) => point.at.slice(11, 16));
    expect(at.slice(0, 6)).toEqual(['09:15', '09:16', '09:17', '09:18', '09:19', '09:20']);
    expect(at).not.toContain('09:22');
    expect(at.at(-1)).toBe('09:30');
    for (const { value } of answer.value) expect(value).toBeCloseTo(0.11, 1);
  });
});
