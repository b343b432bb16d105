import type { ChartKind, ValueTick } from './chart.ts';

/** The least that is told from 0. */
const leastTop = 1e-6;
const topOfNothing: Record<ChartKind, number> = { 'error-ratio': 1, 'requests-affected': 4 };

/** Round values from 0 to a top that nothing is above; the last one is the top. */
export function valueTicks(kind: ChartKind, highest: number): ValueTick[] {
  const top = highest > leastTop ? highest : topOfNothing[kind];
  const step = Math.max(roundStep(top / 5), kind === 'requests-affected' ? 1 : 0);
  // A hair of floating point is not worth another step.
  const count = Math.ceil(top / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, n) => n * step).map((value) => ({
    value,
    label: tickText(kind, value, top),
  }));
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 2.5, 5].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

function tickText(kind: ChartKind, value: number, top: number): string {
  if (kind === 'error-ratio') return `${exact.format(value)} %`;
  return (top < 10_000 ? exact : short).format(value);
}
