import type { Answer } from '../doctor/check.ts';
import { type Counted, type MetricName, type MetricsAnswer, metricsOf } from './answer.ts';
import { isEstimate } from './extrapolated.ts';
import { type Miss, miss, missOfProblem } from './miss.ts';

/** One query as it was asked, and what came back. */
export type Asked = { metric: MetricName; query: string; answer: Answer<MetricsAnswer<number>> };

/** How many were affected. `share`: percent of all; null where no total can be believed, which `lacks` explains. */
export type CountFigure = {
  affected: number;
  total: number | null;
  share: number | null;
  extrapolated: boolean;
  inPart: boolean;
  lacks: Miss | null;
};

export type Measured = { figure: CountFigure } | { miss: Miss };

/** Extrapolation at the edges may push a part over its whole by this much. */
const toleratedExcess = 1.01;

/** What the answers come to. null: nobody has configured a query for it. */
export function measureCount(about: Counted, asked: Asked[]): Measured | null {
  const names = metricsOf[about];
  const affected = asked.find(({ metric }) => metric === names.affected);
  if (affected === undefined) return null;
  const total = asked.find(({ metric }) => metric === names.total) ?? null;
  const whole = total && countIn(total);
  const part = countIn(affected);
  if ('count' in part) {
    return { figure: figureOf(part.count, isRough(affected), whole, [affected, total]) };
  }
  if (part.miss.reason !== 'no-series') return part;
  // Nothing failed where there was something to fail; nothing is known where there was not.
  if (whole === null) return { miss: miss('no-total', names.affected) };
  if (!('count' in whole)) return { miss: whole.miss.reason === 'no-series' ? part.miss : whole.miss };
  return { figure: figureOf(0, false, whole, [affected, total]) };
}

/** Why asking again may tell more; null: all is known. */
export function whyAgain(measured: Measured): Miss | null {
  if ('miss' in measured) return measured.miss;
  return measured.figure.lacks ?? (measured.figure.inPart ? miss('in-part') : null);
}

type Count = { count: number } | { miss: Miss };

/** The one count that an answer gives. */
export function countIn({ metric, answer }: Pick<Asked, 'metric' | 'answer'>): Count {
  if ('problem' in answer) return { miss: missOfProblem(answer.problem, metric, answer.detail) };
  const { value: said } = answer;
  if (said.found === 'no-series') return { miss: miss('no-series', metric) };
  if (said.found === 'several-series') return { miss: miss('several-series', metric, String(said.count)) };
  if (said.found === 'wrong-kind') return { miss: miss('wrong-kind', metric, said.kind) };
  if (!Number.isFinite(said.value)) return { miss: miss('not-finite', metric, String(said.value)) };
  if (said.value < 0) return { miss: miss('negative', metric, String(said.value)) };
  return { count: said.value };
}

function figureOf(
  affected: number,
  extrapolated: boolean,
  whole: Count | null,
  asked: (Asked | null)[],
): CountFigure {
  const inPart = asked.some((one) => one !== null && 'value' in one.answer && one.answer.value.inPart);
  const figure = { affected, total: null, share: null, extrapolated, inPart, lacks: null };
  if (whole === null) return figure;
  if ('miss' in whole) return { ...figure, lacks: whole.miss };
  const total = whole.count;
  if (affected > total * toleratedExcess) return { ...figure, total, lacks: miss('more-than-all') };
  return { ...figure, total, share: total === 0 ? null : Math.min(100, (affected * 100) / total) };
}

function isRough({ query, answer }: Asked): boolean {
  return 'value' in answer && answer.value.extrapolates && isEstimate(query);
}
