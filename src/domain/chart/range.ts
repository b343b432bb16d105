import { settledAfterMs } from '../measure/window.ts';
import type { ChartKind, Span } from './chart.ts';

const minuteMs = 60_000;
const leastRoomMs = 15 * minuteMs;
/** Of the window, on each side of it. */
const room = 1 / 4;
const daySeconds = 86_400;
const stepsSeconds = [
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1_800,
  3_600,
  7_200,
  14_400,
  21_600,
  43_200,
  daySeconds,
];

/** The impact window with room on both sides, so that one sees what it was like before and after. */
export function chartRange({ startMs, endMs }: Span): Span {
  if (!(endMs >= startMs)) throw new RangeError(`a window from ${startMs} to ${endMs} is none`);
  const roomMs = Math.max(leastRoomMs, (endMs - startMs) * room);
  return { startMs: startMs - roomMs, endMs: endMs + roomMs };
}

/**
 * A count is one of an interval, which needs some samples to be counted from: Prometheus takes one a minute unless
 * it is told otherwise. A ratio is one of a moment, and looks back as far as its query says.
 */
const leastStepSeconds: Record<ChartKind, number> = { 'error-ratio': 15, 'requests-affected': 300 };

/** The finest round step with which a range has no more than `mostPoints`. */
export function chartStepSeconds(kind: ChartKind, { startMs, endMs }: Span, mostPoints = 600): number {
  const seconds = (endMs - startMs) / 1_000;
  const fits = (step: number) =>
    step >= leastStepSeconds[kind] && Math.floor(seconds / step) + 1 <= mostPoints;
  return stepsSeconds.find(fits) ?? Math.ceil(seconds / (mostPoints - 1) / daySeconds) * daySeconds;
}

/**
 * What to ask a metrics source for. Moments lie on whole steps, so that the same is answered when it is asked again;
 * nothing is asked about the future, for some sources answer that too. null: all of the range is yet to come.
 */
export function chartQuestion(
  kind: ChartKind,
  window: Span,
  nowMs: number,
): (Span & { stepSeconds: number }) | null {
  const range = chartRange(window);
  const stepSeconds = chartStepSeconds(kind, range);
  const stepMs = stepSeconds * 1_000;
  const startMs = Math.ceil(range.startMs / stepMs) * stepMs;
  const endMs = Math.floor(Math.min(range.endMs, nowMs) / stepMs) * stepMs;
  return endMs < startMs ? null : { startMs, endMs, stepSeconds };
}

/** When all that a chart of a window shows has been measured. */
export function overAt(window: Span): number {
  return chartRange(window).endMs + settledAfterMs;
}
