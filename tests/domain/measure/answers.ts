import type { Answer } from '../../../src/domain/doctor/check.ts';
import type { MetricName, MetricsAnswer } from '../../../src/domain/measure/answer.ts';
import type { Asked } from '../../../src/domain/measure/figure.ts';
import type { ProblemCode } from '../../../src/domain/problems.ts';

type About = Pick<MetricsAnswer<number>, 'warnings' | 'inPart' | 'extrapolates'>;

const plain: About = { warnings: [], inPart: false, extrapolates: true };

export function valued(value: number, over: Partial<About> = {}): Answer<MetricsAnswer<number>> {
  return { value: { found: 'value', value, ...plain, ...over } };
}

export const nothing: Answer<MetricsAnswer<number>> = { value: { found: 'no-series', ...plain } };
export const nothingOfPart: Answer<MetricsAnswer<number>> = {
  value: { found: 'no-series', ...plain, inPart: true },
};
export const several: Answer<MetricsAnswer<number>> = {
  value: { found: 'several-series', count: 8, ...plain },
};
export const samples: Answer<MetricsAnswer<number>> = {
  value: { found: 'wrong-kind', kind: 'matrix', ...plain },
};

export function failed(problem: ProblemCode): Answer<MetricsAnswer<number>> {
  return { problem, detail: `${problem}: x` };
}

export function asked(
  metric: MetricName,
  answer: Answer<MetricsAnswer<number>>,
  query = 'sum(increase(x[3600s]))',
): Asked {
  return { metric, query, answer };
}
