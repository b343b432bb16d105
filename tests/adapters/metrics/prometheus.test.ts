import { expect, test } from 'vitest';
import { prometheusMetrics, type Readings } from '../../../src/adapters/metrics/prometheus.ts';
import { clockAt } from '../../fakes/clock.ts';
import { recordedLog } from '../../fakes/log.ts';

const calm: Readings = {
  depth: { deliveries: 0, intents: 0, oldestAt: null, parkedDeliveries: 0, parkedIntents: 0 },
  reviews: { open: 0, overdue: 0 },
  tokenDaysLeft: null,
  lastReconcile: null,
};

function metricsWith(readings: () => Promise<Readings>) {
  const log = recordedLog();
  const clock = clockAt('2026-05-28T06:12:00.000Z');
  return { log, metrics: prometheusMetrics({ version: '1.2.3', clock, log, readings }) };
}

/** The samples of our own names, without comments, and without outcomes that no delivery has had. */
async function samples(metrics: { text(): Promise<string> }): Promise<string[]> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('incident_review_'));
  return lines.filter((line) => !/deliveries_total.* 0$/.test(line));
}

test('deliveries, intents and calls are counted by their labels', async () => {
  const { metrics } = metricsWith(async () => calm);
  metrics.delivery('stored');
  metrics.delivery('stored');
  metrics.delivery('refused');
  metrics.intent('open-review', 'done');
  metrics.apiCall('gitlab', 'POST /projects/:id/issues', '201');
  expect(await samples(metrics)).toEqual(
    expect.arrayContaining([
      'incident_review_deliveries_total{outcome="stored"} 2',
      'incident_review_deliveries_total{outcome="refused"} 1',
      'incident_review_intents_total{kind="open-review",outcome="done"} 1',
      'incident_review_api_calls_total{system="gitlab",method="POST /projects/:id/issues",status="201"} 1',
    ]),
  );
});

test('every outcome of a delivery is there before its first one, so that its rise is seen', async () => {
  const { metrics } = metricsWith(async () => calm);
  const counted = (await metrics.text())
    .split('\n')
    .filter((line) => line.startsWith('incident_review_deliveries_total'));
  expect(counted).toEqual(
    ['stored', 'known', 'refused', 'unstored', 'done', 'ignored', 'parked'].map(
      (outcome) => `incident_review_deliveries_total{outcome="${outcome}"} 0`,
    ),
  );
});

test('the gauges are read each time somebody looks', async () => {
  let readings = calm;
  const { metrics } = metricsWith(async () => readings);
  expect(await samples(metrics)).toContain('incident_review_reviews_open 0');
  readings = {
    depth: {
      deliveries: 3,
      intents: 2,
      oldestAt: '2026-05-28T06:11:00.000Z',
      parkedDeliveries: 1,
      parkedIntents: 4,
    },
    reviews: { open: 7, overdue: 2 },
    tokenDaysLeft: 29,
    lastReconcile: { at: '2026-05-28T06:10:00.000Z', ok: true },
  };
  expect(await samples(metrics)).toEqual([
    'incident_review_queue_depth{queue="deliveries"} 3',
    'incident_review_queue_depth{queue="intents"} 2',
    'incident_review_queue_parked{queue="deliveries"} 1',
    'incident_review_queue_parked{queue="intents"} 4',
    'incident_review_queue_oldest_age_seconds 60',
    'incident_review_reviews_open 7',
    'incident_review_reviews_overdue 2',
    'incident_review_token_days_left 29',
    'incident_review_last_reconcile_timestamp_seconds 1779948600',
    'incident_review_last_reconcile_ok 1',
    'incident_review_readings_ok 1',
    `incident_review_build_info{version="1.2.3",node="${process.version}"} 1`,
  ]);
});

test('days that nobody knows are absent instead of wrong', async () => {
  let tokenDaysLeft: number | null = 29;
  const { metrics } = metricsWith(async () => ({ ...calm, tokenDaysLeft }));
  expect(await samples(metrics)).toContain('incident_review_token_days_left 29');
  tokenDaysLeft = null;
  expect((await samples(metrics)).join('\n')).not.toContain('token_days_left');
});

test('a reconcile that failed is told, and one that never was is absent', async () => {
  let lastReconcile: Readings['lastReconcile'] = { at: '2026-05-28T06:10:00.000Z', ok: false };
  const { metrics } = metricsWith(async () => ({ ...calm, lastReconcile }));
  expect(await samples(metrics)).toContain('incident_review_last_reconcile_ok 0');
  lastReconcile = null;
  expect((await samples(metrics)).join('\n')).not.toContain('last_reconcile');
});

test('when nothing can be read, no old figure is shown as a present one, and counters stay', async () => {
  let fail = false;
  const { metrics, log } = metricsWith(async () => {
    if (fail) throw new Error('locked');
    return { ...calm, reviews: { open: 7, overdue: 2 } };
  });
  metrics.delivery('stored');
  await metrics.text();
  fail = true;
  expect(await samples(metrics)).toEqual([
    'incident_review_deliveries_total{outcome="stored"} 1',
    'incident_review_readings_ok 0',
    `incident_review_build_info{version="1.2.3",node="${process.version}"} 1`,
  ]);
  expect(log.lines).toMatchObject([{ level: 'warn', sentence: 'The gauges could not be read' }]);
  fail = false;
  expect(await samples(metrics)).toContain('incident_review_reviews_open 7');
});

test('the process is measured too, and two services do not share their counts', async () => {
  const one = metricsWith(async () => calm).metrics;
  const other = metricsWith(async () => calm).metrics;
  one.delivery('stored');
  expect(await one.text()).toContain('process_resident_memory_bytes');
  expect(await other.text()).not.toContain('outcome="stored"} 1');
  expect(one.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});
