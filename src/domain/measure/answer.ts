import type { Instant } from '../words.ts';

/** One point of a query over time. The value may be NaN or infinite: some queries divide by nothing. */
export type Point = { at: Instant; value: number };

/** What a query came to. `wrong-kind`: text, log lines or histograms, where one number was expected. */
type Found<T> =
  | { found: 'value'; value: T }
  | { found: 'no-series' }
  | { found: 'several-series'; count: number }
  | { found: 'wrong-kind'; kind: string };

/**
 * The answer of a metrics source, in our words. `warnings` are the words of the other side: neutralise them where
 * people read them.
 */
export type MetricsAnswer<T> = Found<T> & {
  warnings: string[];
  /** A part of the data could not be asked: what was found may be too little. */
  inPart: boolean;
  /** Whether `increase` and `rate` of this kind of source estimate what lies between and beside the samples. */
  extrapolates: boolean;
};

/** Which queries a service may have, as the configuration names them. */
export const metricNames = [
  'requestsAffected',
  'requestsTotal',
  'customersAffected',
  'customersTotal',
  'errorRatio',
] as const;

export type MetricName = (typeof metricNames)[number];

/** What is counted, each against all there was. `errorRatio` is for charts: at one moment it says little. */
export const counted = ['requests', 'customers'] as const;

export type Counted = (typeof counted)[number];

export const metricsOf = {
  requests: { affected: 'requestsAffected', total: 'requestsTotal' },
  customers: { affected: 'customersAffected', total: 'customersTotal' },
} as const satisfies Record<Counted, { affected: MetricName; total: MetricName }>;
