import type { Chart } from '../src/domain/chart/chart.ts';
import { describeChart, type ToDescribe } from '../src/domain/chart/describe-chart.ts';

const startMs = Date.parse('2026-05-28T06:11:00.000Z');
const minutes = 127;
const at = (minute: number) => new Date(startMs + minute * 60_000).toISOString();

/** Requests of a shop that fail for two hours: quickly more of them, then two waves, then a slow end. */
function ratioAt(minute: number): number {
  const part = minute / minutes;
  const usual = 0.0015 + 0.0008 * Math.sin(minute * 9) ** 2;
  if (part < 0 || part > 1) return usual;
  const height = Math.min(part / 0.12, 1, (1 - part) / 0.2);
  return usual + height * (0.155 + 0.025 * Math.sin(part * 14) + 0.006 * Math.sin(minute * 5));
}

/** The chart that the documentation shows, with a scrape gap of six minutes. */
export function sampleChart(): Chart {
  const points: ToDescribe['points'] = [];
  for (let minute = -31; minute <= minutes + 31; minute += 0.5) {
    if (minute < 70 || minute > 76) points.push({ at: at(minute), value: ratioAt(minute) });
  }
  return describeChart({
    kind: 'error-ratio',
    subject: 'Checkout',
    window: { start: at(0), end: at(minutes) },
    points,
    stepSeconds: 30,
    inPart: false,
    measuredAt: at(600),
  });
}
