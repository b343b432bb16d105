import type { Span, TimeTick } from './chart.ts';
import { clockText, dayText } from './moment-text.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const stepsMs = [1, 2, 5, 10, 15, 30]
  .map((n) => n * minute)
  .concat(
    [1, 2, 3, 4, 6, 12].map((n) => n * hour),
    [1, 2, 4, 7, 14, 28].map((n) => n * day),
  );

/** Round moments of a range, in UTC: at most `most` of them. The first one says which zone that is. */
export function timeTicks({ startMs, endMs }: Span, most = 8): TimeTick[] {
  const fits = (stepMs: number) => (endMs - startMs) / stepMs < most;
  const stepMs = stepsMs.find(fits) ?? Math.ceil((endMs - startMs) / most / day) * day;
  const ticks: TimeTick[] = [];
  let said = '';
  for (let atMs = Math.ceil(startMs / stepMs) * stepMs; atMs <= endMs; atMs += stepMs) {
    const label = stepMs < day ? clockText(atMs) : dayText(atMs);
    const below = new Date(atMs).toISOString().slice(0, stepMs < day ? 10 : 4);
    const zone = ticks.length === 0 ? ' UTC' : '';
    ticks.push({ atMs, label, day: below === said ? null : `${below}${zone}` });
    said = below;
  }
  return ticks;
}
