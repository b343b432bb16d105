import { fillQuery } from '../measure/fill-in.ts';
import type { MeasuredWindow } from '../measure/window.ts';
import type { Service } from '../policy.ts';
import type { Instant } from '../words.ts';
import type { ChartKind } from './chart.ts';
import { chartQuestion } from './range.ts';

/** One query over time, both moments included. */
export type ChartQuestion = {
  kind: ChartKind;
  query: string;
  range: { start: Instant; end: Instant; stepSeconds: number };
};

/** A ratio of less time than some samples take is noise. */
const leastRatioSeconds = 300;

/** What to ask for the charts of a service around a window. Empty where it has no query that can be asked over time. */
export function chartQuestions(
  { metrics }: Pick<Service, 'metrics'>,
  window: MeasuredWindow,
  now: Instant,
): ChartQuestion[] {
  const { errorRatio, requestsAffected } = metrics;
  return [
    ...questionOf('error-ratio', errorRatio, window, now),
    // What is not counted per `$window` is no count of a step.
    ...(requestsAffected?.includes('$window')
      ? questionOf('requests-affected', requestsAffected, window, now)
      : []),
  ];
}

/** A query that is tied to the window by `$start` or `$end` gives the same at every moment: there is no line in it. */
function questionOf(
  kind: ChartKind,
  query: string | undefined,
  { start, end }: MeasuredWindow,
  now: Instant,
): ChartQuestion[] {
  if (query === undefined || /\$(?:start|end)(?!\w)/.test(query)) return [];
  const asked = chartQuestion(kind, { startMs: Date.parse(start), endMs: Date.parse(end) }, Date.parse(now));
  if (asked === null) return [];
  const { startMs, endMs, stepSeconds } = asked;
  const range = { start: instant(startMs), end: instant(endMs), stepSeconds };
  const seconds = kind === 'error-ratio' ? Math.max(stepSeconds, leastRatioSeconds) : stepSeconds;
  return [{ kind, query: fillQuery(query, { start: range.start, end: range.end, seconds }), range }];
}

function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}
