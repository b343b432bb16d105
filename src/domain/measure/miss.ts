import type { ProblemCode } from '../problems.ts';
import type { MetricName } from './answer.ts';

/**
 * Why there is no figure, as a closed list. `again`: `soon` mends itself; `slowly` waits for a person to mend a query
 * or setting; `when-known` waits for what people say of the incident.
 */
const reasons = {
  'window-unknown': { again: 'when-known', says: 'start and end of the impact are not both known' },
  'window-empty': { again: 'when-known', says: 'the impact does not end after its start' },
  'window-open': { again: 'soon', says: 'the impact has not ended, or only just' },
  'source-failed': { again: 'soon', says: 'the metrics source did not answer' },
  'source-refused': { again: 'slowly', says: 'the metrics source does not take the question' },
  'in-part': { again: 'soon', says: 'only a part of the metrics could be asked' },
  // What was scraped may arrive late.
  'no-series': { again: 'soon', says: 'there are no such metrics in that time' },
  'no-total': {
    again: 'soon',
    says: 'no such metrics in that time, and no total that shows whether this means none',
  },
  'several-series': { again: 'slowly', says: 'the query gives several values instead of one' },
  'wrong-kind': { again: 'slowly', says: 'the query gives no number' },
  'not-finite': { again: 'slowly', says: 'the query divides by nothing' },
  negative: { again: 'slowly', says: 'the query gives a negative count' },
  'more-than-all': { again: 'slowly', says: 'the query counts more than all there was' },
} as const satisfies Record<string, { again: 'soon' | 'slowly' | 'when-known'; says: string }>;

export type Reason = keyof typeof reasons;

export function isReason(name: string): name is Reason {
  return Object.hasOwn(reasons, name);
}

/** `metric`: which query did not give it. `detail` may be words of the other side: neutralise it. */
export type Miss = { reason: Reason; metric: MetricName | null; detail: string | null };

export function miss(reason: Reason, metric: MetricName | null = null, detail: string | null = null): Miss {
  return { reason, metric, detail };
}

export function againAfter({ reason }: Pick<Miss, 'reason'>): 'soon' | 'slowly' | 'when-known' {
  return reasons[reason].again;
}

/** Our own words alone, safe in a cell. */
export function missWords({ reason }: Pick<Miss, 'reason'>): string {
  return reasons[reason].says;
}

const refusals: ProblemCode[] = [
  'metrics-unauthorized',
  'metrics-refused',
  'metrics-moved',
  'metrics-unreadable',
  'metrics-too-large',
];

/** Whether a failure mends itself, or has a person mend something first. */
export function missOfProblem(problem: ProblemCode, metric: MetricName, detail: string): Miss {
  return miss(refusals.includes(problem) ? 'source-refused' : 'source-failed', metric, detail);
}

/** What a person has to do to a query; null: nothing, or not to the query. */
export function mendOfQuery(reason: Reason): string | null {
  return mends[reason] ?? null;
}

const mends: Partial<Record<Reason, string>> = {
  'no-series': 'check the names of its metric and labels, and that this service is scraped',
  'no-total': 'configure the query for the total: without it nobody can tell none from unknown',
  'several-series': 'write sum(…) around it: it has to come to one value',
  'wrong-kind': 'write it so that it comes to one number, such as sum(increase(…[$window]))',
  'not-finite': 'write it so that it divides by nothing that may be 0',
  negative: 'count with increase(…[$window]) of a counter: the difference of two samples falls at a restart',
  'more-than-all': 'let the total count whatever the affected are part of',
};
