import { durationText } from '../wording.ts';
import type { ChartKind } from './chart.ts';
import { momentText } from './moment-text.ts';

/** `15 s`, `5 min`, `2 hrs`. */
export function stepText(stepSeconds: number): string {
  return stepSeconds % 60 === 0 ? durationText(stepSeconds / 60) : `${stepSeconds} s`;
}

/** When a value was so: a ratio is one of a moment, a count one of the interval before it. */
export function whenText(kind: ChartKind, atMs: number, stepSeconds: number): string {
  return kind === 'error-ratio'
    ? `at ${momentText(atMs)}`
    : `in the ${stepText(stepSeconds)} before ${momentText(atMs)}`;
}
