import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Instant } from '../../domain/words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { deliveryOutcomes, type Metrics } from '../../ports/metrics.ts';
import type { QueueDepth } from '../../ports/storage.ts';

/** What is read anew each time somebody looks. `null`: not known. */
export type Readings = {
  depth: QueueDepth;
  reviews: { open: number; overdue: number };
  tokenDaysLeft: number | null;
  /** `ok`: everything could be looked at. */
  lastReconcile: { at: Instant; ok: boolean } | null;
};

export type PrometheusOptions = {
  version: string;
  clock: Clock;
  log: Log;
  readings: () => Promise<Readings>;
};

export type PrometheusMetrics = Metrics & {
  contentType: string;
  /** Everything in Prometheus' text format, for `/metrics`. */
  text(): Promise<string>;
};

/** Counts in memory, and reads the gauges when it is asked. Names begin with `incident_review_`. */
export function prometheusMetrics({ version, clock, log, readings }: PrometheusOptions): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counts = counters(registry);
  // A counter that appears with its first count has not risen, to Prometheus: an alert would miss the first one.
  for (const outcome of deliveryOutcomes) counts.deliveries.inc({ outcome }, 0);
  const gauge = gauges(registry);
  gauge.buildInfo.set({ version, node: process.version }, 1);

  async function read(): Promise<void> {
    try {
      const { depth, reviews, tokenDaysLeft, lastReconcile } = await readings();
      gauge.waiting.set({ queue: 'deliveries' }, depth.deliveries);
      gauge.waiting.set({ queue: 'intents' }, depth.intents);
      gauge.parked.set({ queue: 'deliveries' }, depth.parkedDeliveries);
      gauge.parked.set({ queue: 'intents' }, depth.parkedIntents);
      gauge.oldest.set(ageSeconds(depth.oldestAt, clock));
      gauge.open.set(reviews.open);
      gauge.overdue.set(reviews.overdue);
      if (tokenDaysLeft === null) gauge.tokenDaysLeft.remove();
      else gauge.tokenDaysLeft.set(tokenDaysLeft);
      if (lastReconcile === null) {
        for (const none of [gauge.lastReconcile, gauge.lastReconcileOk]) none.remove();
      } else {
        gauge.lastReconcile.set(Date.parse(lastReconcile.at) / 1000);
        gauge.lastReconcileOk.set(lastReconcile.ok ? 1 : 0);
      }
      gauge.readable.set(1);
    } catch (error) {
      // Old figures would look like present ones: without readings there are none.
      log.warn({ error }, 'The gauges could not be read');
      for (const old of [gauge.waiting, gauge.parked]) old.reset();
      for (const old of [gauge.oldest, gauge.open, gauge.overdue, gauge.tokenDaysLeft]) old.remove();
      for (const old of [gauge.lastReconcile, gauge.lastReconcileOk]) old.remove();
      gauge.readable.set(0);
    }
  }

  return {
    contentType: registry.contentType,
    async text() {
      await read();
      return registry.metrics();
    },
    delivery: (outcome) => counts.deliveries.inc({ outcome }),
    intent: (kind, outcome) => counts.intents.inc({ kind, outcome }),
    apiCall: (system, method, status) => counts.apiCalls.inc({ system, method, status }),
  };
}

function ageSeconds(oldestAt: string | null, clock: Clock): number {
  if (oldestAt === null) return 0;
  return Math.max(0, (Date.parse(clock.now()) - Date.parse(oldestAt)) / 1000);
}

function counters(registry: Registry) {
  const registers = [registry];
  return {
    deliveries: new Counter({
      name: 'incident_review_deliveries_total',
      help: 'Webhook deliveries by what became of them, at the door and afterwards',
      labelNames: ['outcome'],
      registers,
    }),
    intents: new Counter({
      name: 'incident_review_intents_total',
      help: 'Attempts at intents by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    apiCalls: new Counter({
      name: 'incident_review_api_calls_total',
      help: 'Calls of other systems by method and status',
      labelNames: ['system', 'method', 'status'],
      registers,
    }),
  };
}

function gauges(registry: Registry) {
  const registers = [registry];
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `incident_review_${name}`, help, registers });
  const byQueue = (name: string, help: string) =>
    new Gauge({ name: `incident_review_${name}`, help, labelNames: ['queue'], registers });
  return {
    waiting: byQueue('queue_depth', 'Deliveries and intents that wait to be worked on'),
    parked: byQueue('queue_parked', 'Deliveries and intents given up until a person looks'),
    oldest: gauge('queue_oldest_age_seconds', 'Age of what waits longest; 0 when nothing waits'),
    open: gauge('reviews_open', 'Reviews that are open'),
    overdue: gauge('reviews_overdue', 'Open reviews whose due date has passed'),
    tokenDaysLeft: gauge('token_days_left', 'Days until the GitLab token expires; absent when not known'),
    lastReconcile: gauge(
      'last_reconcile_timestamp_seconds',
      'When GitLab was last compared with what we know; absent when never',
    ),
    lastReconcileOk: gauge('last_reconcile_ok', '1 when everything could be compared then, else 0'),
    readable: gauge('readings_ok', '1 when the gauges could be read just now'),
    buildInfo: new Gauge({
      name: 'incident_review_build_info',
      help: 'Always 1; its labels tell what runs',
      labelNames: ['version', 'node'],
      registers,
    }),
  };
}
