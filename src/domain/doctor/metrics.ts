import type { MetricName, MetricsAnswer } from '../measure/answer.ts';
import { metricNames } from '../measure/answer.ts';
import { countIn } from '../measure/figure.ts';
import { type Miss, mendOfQuery, missWords } from '../measure/miss.ts';
import { type Question, questionsOf } from '../measure/plan.ts';
import { lastHour, type MeasuredWindow } from '../measure/window.ts';
import { amountText } from '../measure/wording.ts';
import type { Policy } from '../policy.ts';
import type { ProblemCode } from '../problems.ts';
import type { Instant } from '../words.ts';
import { type Answer, type Check, doubtful, fine, unanswered, wrong } from './check.ts';

export type DoctorQuestion = Question & { service: string };

/** Every configured query with what it returned for the last hour. `url` as people may read it. */
export type MetricsState = {
  url: string;
  asked: (DoctorQuestion & { answer: Answer<MetricsAnswer<number>> })[];
};

/** After these there is no use in asking further: every answer would be the same. */
export const metricsOutOfReach: ProblemCode[] = ['metrics-unreachable', 'metrics-moved'];

/** Nor where a person waits, and each question would take its whole deadline. */
export const tooSlowToAsk: ProblemCode[] = [...metricsOutOfReach, 'metrics-timeout'];

/** Every configured query for the last hour. */
export function metricsQuestions(
  services: Policy['services'],
  now: Instant,
): { window: MeasuredWindow; questions: DoctorQuestion[] } {
  const window = lastHour(now);
  const questions = services.flatMap((service) =>
    questionsOf(service, metricNames, window).map((one) => ({ service: service.label, ...one })),
  );
  return { window, questions };
}

/** Whether the figures of a review can be measured. `off`: `metrics.url` is not set. null: it could not be asked. */
export function judgeMetrics(services: Policy['services'], state: MetricsState | 'off' | null): Check[] {
  const hasQueries = services.some(({ metrics }) => Object.keys(metrics).length > 0);
  if (state === null) return [];
  if (state === 'off') return [judgeOff(hasQueries)];
  if (!hasQueries) {
    const text = 'metrics.url is set, but no service has a query: nothing is measured';
    return [doubtful('metrics', text, 'add requestsAffected and requestsTotal under metrics of a service')];
  }
  const [first] = state.asked;
  if (first && 'problem' in first.answer && tooSlowToAsk.includes(first.answer.problem)) {
    return [unanswered('metrics', state.url, first.answer)];
  }
  return [...state.asked.map(judgeQuery), ...services.flatMap(judgeTotals)];
}

function judgeOff(hasQueries: boolean): Check {
  if (!hasQueries) return fine('metrics', 'nothing is measured, since metrics.url is not set');
  const text = 'services have queries, but metrics.url is not set: nothing is measured';
  return doubtful(
    'metrics',
    text,
    'put the address of Prometheus, or of what speaks as it does, into metrics.url',
  );
}

function judgeQuery({ service, metric, answer }: MetricsState['asked'][number]): Check {
  const called = `${service}, ${metric}`;
  if ('problem' in answer) return unanswered('metrics', called, answer);
  const read = countIn({ metric, answer });
  if ('miss' in read) return judgeMiss(called, metric, read.miss);
  const value =
    metric === 'errorRatio' ? String(Number(read.count.toPrecision(3))) : amountText(read.count, false);
  const { warnings, inPart } = answer.value;
  const text = `${called}: ${value} in the last hour`;
  if (inPart) {
    const why = warnings.length > 0 ? `: ${warnings.join('; ')}` : '';
    return doubtful(
      'metrics',
      `${text}, from a part of the metrics only${why}`,
      'look at the stores behind it',
    );
  }
  if (warnings.length > 0)
    return doubtful('metrics', `${text}, and ${warnings.join('; ')}`, 'mend the query');
  return fine('metrics', text);
}

/** Nothing failed in the last hour: that is well. Without any request at all, or with a wrong name, it looks the same. */
function judgeMiss(called: string, metric: MetricName, { reason, detail }: Miss): Check {
  if (reason === 'no-series' && metric.endsWith('Affected')) {
    return fine(
      'metrics',
      `${called}: no series in the last hour, which counts as 0 where the total has some`,
    );
  }
  const found = detail === null ? '' : ` (${detail})`;
  const text = `${called}: ${missWords({ reason })}${found}`;
  const mend = mendOfQuery(reason) ?? 'mend the query';
  // A quiet hour has neither a total nor a ratio.
  const isQuiet = reason === 'no-series' || (reason === 'not-finite' && metric === 'errorRatio');
  return (isQuiet ? doubtful : wrong)('metrics', text, mend);
}

function judgeTotals({ label, metrics }: Policy['services'][number]): Check[] {
  const pairs = [
    ['requestsAffected', 'requestsTotal'],
    ['customersAffected', 'customersTotal'],
  ] as const;
  return pairs.flatMap(([affected, total]) => {
    if (metrics[affected] === undefined || metrics[total] !== undefined) return [];
    const text = `${label} has ${affected} without ${total}: no share, and none failed looks like not measured`;
    return [doubtful('metrics', text, `add ${total} under metrics of ${label}`)];
  });
}
