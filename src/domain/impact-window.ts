import type { CellName } from './cells.ts';
import type { KeyInformation } from './key-information.ts';
import type { ImpactWindow } from './measure/window.ts';
import { readText } from './told.ts';
import type { Instant } from './words.ts';

type Answers = Partial<Record<CellName, string>>;

/** `at`: when the incident was opened. Another moment at each reading would make another window of the same words. */
type Options = { at: Instant; assumeZone: string | null };

export const sides = ['start', 'end'] as const;

export type Side = (typeof sides)[number];

/**
 * Start and end as a review tells them: what a person has written into its table, where that is a moment, else what was
 * found. `answers`: what people have written into the cells.
 */
export function impactWindow(
  answers: Answers,
  { start, end }: Pick<KeyInformation, Side>,
  options: Options,
): ImpactWindow {
  return {
    start: momentIn(answers, 'start', options) ?? start?.value ?? null,
    end: momentIn(answers, 'end', options) ?? end?.value ?? null,
  };
}

/** Where a person has written something that is no moment: the window stays as it was. */
export function unreadSides(answers: Answers, options: Options): Side[] {
  return sides.filter((side) => answers[side] !== undefined && momentIn(answers, side, options) === null);
}

/** What was found, with the length of the window that people have corrected in the table. */
export function withCorrections(
  found: KeyInformation,
  answers: Answers,
  { start, end }: ImpactWindow,
  options: Options,
): KeyInformation {
  const isCorrected = sides.some((side) => momentIn(answers, side, options) !== null);
  if (!isCorrected || start === null || end === null || end < start) return found;
  const value = minuteOf(end) - minuteOf(start);
  const source = 'from start to end as the table tells them';
  return { ...found, durationMinutes: { value, source, confidence: 'stated' } };
}

/** GitLab shows times to the minute: the duration is that between the minutes people see. */
export function minuteOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 60_000);
}

const titles = { start: 'Start Time', end: 'End Time' } as const;

/** A day alone, a time without one, or a time whose zone nobody knows, is no moment. */
function momentIn(answers: Answers, side: Side, { at, assumeZone }: Options): Instant | null {
  const cell = answers[side];
  if (cell === undefined) return null;
  const text = `| Metric | Value |\n| --- | --- |\n| ${titles[side]} | ${cell} |`;
  const { reading } = readText({ place: { in: 'description' }, text, at }, { title: '', assumeZone });
  const { value, precision } = reading[side];
  const isDated = reading.findings.every(({ code }) => code !== 'date-missing');
  return value === null || precision !== 'minute' || !isDated ? null : new Date(value).toISOString();
}
