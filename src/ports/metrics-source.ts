import type { MetricsAnswer, Point } from '../domain/measure/answer.ts';
import type { Instant } from '../domain/words.ts';

/**
 * Where figures of an impact are measured: Prometheus, or what answers as it does. Read only. Failures are `Problem`s;
 * what a query comes to never is, however odd.
 */
export interface MetricsSource {
  /** Its address as evidence may show it: without credentials, without parameters. */
  readonly address: string;
  /** A query at one moment: one number, or why not. */
  readAt(query: string, at: Instant): Promise<MetricsAnswer<number>>;
  /** A query over time: one series of points, oldest first, a gap being a place without points. */
  readOver(query: string, range: TimeRange): Promise<MetricsAnswer<Point[]>>;
}

/** From `start` to `end`, both included, one point every so many whole seconds. */
export type TimeRange = { start: Instant; end: Instant; stepSeconds: number };
