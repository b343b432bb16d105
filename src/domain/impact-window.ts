import type { CellName } from './cells.ts';
import type { KeyInformation } from './key-information.ts';
import type { ImpactWindow } from './measure/figures.ts';
import { readText } from './told.ts';
import type { Instant } from './words.ts';

/**
 * Start and end as a review tells them: what a person has written into its table, where that is a moment, else what was
 * found. `answers`: what people have written into the cells.
 */
export function impactWindow(
  answers: Partial<Record<CellName, string>>,
  { start, end }: Pick<KeyInformation, 'start' | 'end'>,
  options: { at: Instant; assumeZone: string | null },
): ImpactWindow {
  return {
    start: momentIn(answers.start, 'start', options) ?? start?.value ?? null,
    end: momentIn(answers.end, 'end', options) ?? end?.value ?? null,
  };
}

const titles = { start: 'Start Time', end: 'End Time' } as const;

/** A day alone, or a time whose zone nobody knows, is no moment. */
function momentIn(
  cell: string | undefined,
  side: 'start' | 'end',
  { at, assumeZone }: { at: Instant; assumeZone: string | null },
): Instant | null {
  if (cell === undefined) return null;
  const text = `| Metric | Value |\n| --- | --- |\n| ${titles[side]} | ${cell} |`;
  const { reading } = readText({ place: { in: 'description' }, text, at }, { title: '', assumeZone });
  const { value, precision } = reading[side];
  return value === null || precision !== 'minute' ? null : new Date(value).toISOString();
}
