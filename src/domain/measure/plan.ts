import type { Service } from '../policy.ts';
import type { Instant } from '../words.ts';
import { type Counted, counted, type MetricName, metricsOf } from './answer.ts';
import { fillQuery } from './fill-in.ts';
import { type Miss, miss } from './miss.ts';
import { type Loss, lossOf, type MeasuredWindow, settledAt, windowOf } from './window.ts';

export type Question = { metric: MetricName; query: string };

/**
 * What to do about the figures of one service. `ask`: each query once, at the end of the window. `wait`: `again` null is
 * until people say more. `lost`: whatever would be measured is too little.
 */
export type MeasurePlan =
  | { ask: Question[]; window: MeasuredWindow }
  | { wait: Miss; again: Instant | null }
  | { lost: Loss };

export type ToMeasure = {
  service: Pick<Service, 'metrics'>;
  /** What is still to be learnt. */
  abouts?: readonly Counted[];
  start: Instant | null;
  end: Instant | null;
  retentionDays: number;
  now: Instant;
};

/** null: this service has no queries that count something. */
export function planMeasure({
  service,
  abouts = counted,
  start,
  end,
  retentionDays,
  now,
}: ToMeasure): MeasurePlan | null {
  const names = abouts.flatMap((about) => countersOf(service, about));
  if (names.length === 0) return null;
  if (start === null || end === null) return { wait: miss('window-unknown'), again: null };
  const window = windowOf(start, end);
  if (window === null) return { wait: miss('window-empty'), again: null };
  const loss = lossOf(window, retentionDays, now);
  if (loss !== null) return { lost: loss };
  const settled = settledAt(window);
  if (now < settled) return { wait: miss('window-open'), again: settled };
  return { ask: questionsOf(service, names, window), window };
}

/** The queries of a service with a window filled in. */
export function questionsOf(
  { metrics }: Pick<Service, 'metrics'>,
  names: readonly MetricName[],
  window: MeasuredWindow,
): Question[] {
  return names.flatMap((metric) => {
    const query = metrics[metric];
    return query === undefined ? [] : [{ metric, query: fillQuery(query, window) }];
  });
}

/** A total alone tells nothing of an incident, and is not asked for. */
function countersOf({ metrics }: Pick<Service, 'metrics'>, about: Counted): MetricName[] {
  const { affected, total } = metricsOf[about];
  return metrics[affected] === undefined ? [] : [affected, total];
}
