/** `error-ratio`: failed requests of all, 0 to 1 as it is measured. `requests-affected`: so many in the interval before. */
export const chartKinds = ['error-ratio', 'requests-affected'] as const;

export type ChartKind = (typeof chartKinds)[number];

export const chartTitles: Record<ChartKind, string> = {
  'error-ratio': 'Error ratio',
  'requests-affected': 'Requests affected',
};

/** A point with a value that can be drawn. */
export type Measured = { atMs: number; value: number };

/** From one moment to another, both included. */
export type Span = { startMs: number; endMs: number };

/** A mark on the axis of time; `day` is written below it where the day begins to be another. */
export type TimeTick = { atMs: number; label: string; day: string | null };

export type ValueTick = { value: number; label: string };

/**
 * A chart as plain data: everything that is to be seen is decided, and nothing of how it is drawn. Values are in the
 * unit that is shown. Its words are plain text, not markup of any kind.
 */
export type Chart = {
  kind: ChartKind;
  title: string;
  /** What was measured, in people's own words: one line, neutralised. Empty where there is none. */
  subject: string;
  /** The impact window in words. */
  subtitle: string;
  /** What the axis of values counts. */
  unit: string;
  range: Span;
  /** The impact window, which is shaded. */
  window: Span;
  startLabel: string;
  endLabel: string;
  timeTicks: TimeTick[];
  /** From 0 to the top of the axis; empty where there is nothing to measure by them. */
  valueTicks: ValueTick[];
  /** In order of time; where one ends and the next begins there is a gap. */
  lines: Measured[][];
  /** What a reader has to know besides. */
  notes: string[];
  /** For who does not see it. */
  alt: string;
};
