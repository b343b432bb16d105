import type { Chart } from '../../../src/domain/chart/chart.ts';
import { describeChart, type ToDescribe } from '../../../src/domain/chart/describe-chart.ts';

const startMs = Date.parse('2024-10-31T04:18:00.000Z');
const at = (minutes: number) => new Date(startMs + minutes * 60_000).toISOString();

/** From 15 minutes before a window of 45 until 15 after it; NaN is a gap. */
export const pointsOf = (valueAt: (minute: number) => number) =>
  Array.from({ length: 76 }, (_, n) => ({ at: at(n - 15), value: valueAt(n - 15) }));

export function chartOf(over: Partial<ToDescribe> = {}): Chart {
  return describeChart({
    kind: 'error-ratio',
    subject: 'CI Runners',
    window: { start: at(0), end: at(45) },
    points: pointsOf((minute) => (minute >= 0 && minute <= 45 ? 0.1 : 0.001)),
    stepSeconds: 60,
    inPart: false,
    measuredAt: at(600),
    ...over,
  });
}
