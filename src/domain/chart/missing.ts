import { durationText } from '../wording.ts';
import type { Measured, Span } from './chart.ts';

/** What of a range was not answered, in words; null where all was. Each value speaks for the step before it. */
export function missingText(lines: Measured[][], asked: Span, stepMs: number): string | null {
  const gapsMs = gapsOf(lines, asked).filter((gapMs) => gapMs > 1.5 * stepMs);
  if (gapsMs.length === 0) return null;
  const minutes = gapsMs.reduce((sum, gapMs) => sum + gapMs, 0) / 60_000;
  const length = minutes < 1 ? 'less than a minute' : durationText(minutes);
  return gapsMs.length === 1 ? `no data for ${length}` : `no data for ${length} in ${gapsMs.length} gaps`;
}

/** From the start to the first value, between lines, and from the last value to the end. */
function gapsOf(lines: Measured[][], asked: Span): number[] {
  const gaps: number[] = [];
  let knownMs = asked.startMs;
  for (const line of lines) {
    gaps.push((line[0]?.atMs ?? knownMs) - knownMs);
    knownMs = line.at(-1)?.atMs ?? knownMs;
  }
  return [...gaps, asked.endMs - knownMs];
}
