import type { Point } from '../measure/answer.ts';
import { asLine } from '../neutralise.ts';
import type { Instant } from '../words.ts';
import { altText, windowText } from './alt-text.ts';
import { type Chart, type ChartKind, chartTitles, type Measured, type Span } from './chart.ts';
import { condense } from './condense.ts';
import { figureText } from './figure-text.ts';
import { toLines } from './lines.ts';
import { missingText } from './missing.ts';
import { clockText, dayText, momentText, sameDay } from './moment-text.ts';
import { chartRange } from './range.ts';
import { stepText, whenText } from './step-text.ts';
import { timeTicks } from './time-ticks.ts';
import { valueTicks } from './value-ticks.ts';

export type ToDescribe = {
  kind: ChartKind;
  /** What was measured: a service, by its label. Any text. */
  subject: string;
  window: { start: Instant; end: Instant };
  /** In any order, with whatever a metrics source may answer. */
  points: Point[];
  /** How far apart points are when none is missing. */
  stepSeconds: number;
  measuredAt: Instant;
  /** A part of the data could not be asked. */
  inPart: boolean;
};

const longestSubject = 200;

/** What is to be seen of measured points around an impact window. Throws for a window that ends before it starts. */
export function describeChart({ kind, subject, window: between, points, ...measured }: ToDescribe): Chart {
  const window = { startMs: Date.parse(between.start), endMs: Date.parse(between.end) };
  const range = chartRange(window);
  const stepMs = measured.stepSeconds * 1_000;
  const measuredMs = Date.parse(measured.measuredAt);
  const { lines: measuredLines, leftOut } = toLines(points, range, stepMs);
  const lines = condense(measuredLines, range).map((line) => inUnit(kind, line));
  const asked = { startMs: range.startMs, endMs: Math.min(range.endMs, measuredMs) };
  const notes = notesOf({
    kind,
    lines,
    leftOut,
    asked,
    stepMs,
    isRangeOver: measuredMs >= range.endMs,
    inPart: measured.inPart,
  });
  const seen = {
    kind,
    title: chartTitles[kind],
    subject: asLine(subject, longestSubject),
    range,
    window,
    lines,
  };
  const label = labelOf(window);
  return {
    ...seen,
    subtitle: `Impact ${windowText(window)}`,
    unit: unitOf(kind, measured.stepSeconds),
    startLabel: `Start ${label(window.startMs)}`,
    endLabel: `End ${label(window.endMs)}`,
    timeTicks: timeTicks(range),
    // Where nothing was measured, an axis would claim to know a scale.
    valueTicks: lines.length > 0 ? valueTicks(kind, highestOf(lines)) : [],
    lines: kind === 'requests-affected' ? lines.map((line) => withInterval(line, range, stepMs)) : lines,
    notes,
    alt: altText({ ...seen, stepSeconds: measured.stepSeconds, notes }),
  };
}

function inUnit(kind: ChartKind, line: Measured[]): Measured[] {
  return kind === 'error-ratio' ? line.map(({ atMs, value }) => ({ atMs, value: value * 100 })) : line;
}

/** A count is one of the interval before its moment: the first one of a line reaches back as well. */
function withInterval(line: Measured[], range: Span, stepMs: number): Measured[] {
  return line
    .slice(0, 1)
    .map(({ atMs, value }) => ({ atMs: Math.max(atMs - stepMs, range.startMs), value }))
    .concat(line);
}

function unitOf(kind: ChartKind, stepSeconds: number): string {
  const step = stepText(stepSeconds);
  return kind === 'error-ratio' ? `share of requests that failed, every ${step}` : `requests per ${step}`;
}

/** The day is said where start and end have not the same. */
function labelOf({ startMs, endMs }: Span): (atMs: number) => string {
  const isOneDay = sameDay(startMs, endMs);
  return (atMs) => (isOneDay ? clockText(atMs) : `${dayText(atMs)}, ${clockText(atMs)}`);
}

function highestOf(lines: Measured[][]): number {
  return lines.flat().reduce((most, { value }) => (value > most ? value : most), 0);
}

type Noted = {
  kind: ChartKind;
  lines: Measured[][];
  leftOut: number;
  asked: Span;
  stepMs: number;
  isRangeOver: boolean;
  inPart: boolean;
};

function notesOf({ kind, lines, leftOut, asked, stepMs, isRangeOver, inPart }: Noted): string[] {
  const notes: string[] = [];
  const [only, ...others] = lines.flat();
  if (!only) notes.push('no data');
  else if (others.length === 0)
    notes.push(
      `a single value, ${figureText(kind, only.value)} ${whenText(kind, only.atMs, stepMs / 1_000)}`,
    );
  const missing = only && others.length > 0 ? missingText(lines, asked, stepMs) : null;
  if (missing) notes.push(missing);
  if (inPart) notes.push('from a part of the metrics only');
  if (leftOut > 0) notes.push(`${leftOut} impossible ${leftOut === 1 ? 'value' : 'values'} left out`);
  if (!isRangeOver) notes.push(`measured ${momentText(asked.endMs)}`);
  return notes;
}
