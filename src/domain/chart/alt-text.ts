import { durationText } from '../wording.ts';
import type { ChartKind, Measured, Span } from './chart.ts';
import { figureText } from './figure-text.ts';
import { clockText, momentText, sameDay } from './moment-text.ts';
import { whenText } from './step-text.ts';

export type Seen = {
  kind: ChartKind;
  title: string;
  subject: string;
  range: Span;
  window: Span;
  lines: Measured[][];
  stepSeconds: number;
  notes: string[];
};

/** What is seen in a chart, in sentences. Plain text: neutralise it where it becomes Markdown. */
export function altText(seen: Seen): string {
  const { title, subject, range, window, notes } = seen;
  const about = subject === '' ? title : `${title} of ${subject}`;
  return [
    `${about} from ${momentText(range.startMs)} to ${momentText(range.endMs)}.`,
    `The impact window, ${windowText(window)}, is shaded.`,
    ...peakText(seen),
    ...notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`),
  ].join(' ');
}

/** `2024-10-31 04:18 to 22:05 UTC, 17 hrs 47 min`; both days where there are two. */
export function windowText({ startMs, endMs }: Span): string {
  const isOneDay = sameDay(startMs, endMs);
  const start = isOneDay ? momentText(startMs).replace(' UTC', '') : momentText(startMs);
  const end = isOneDay ? `${clockText(endMs)} UTC` : momentText(endMs);
  return `${start} to ${end}, ${durationText((endMs - startMs) / 60_000)}`;
}

function peakText({ kind, lines, window, stepSeconds }: Seen): string[] {
  const isWithin = ({ atMs }: Measured) => touches(kind, atMs, window, stepSeconds * 1_000);
  const { inside = [], outside = [] } = Object.groupBy(lines.flat(), (point) =>
    isWithin(point) ? 'inside' : 'outside',
  );
  const peaks = [
    { where: 'inside', peak: highestOf(inside) },
    { where: 'outside', peak: highestOf(outside) },
  ].flatMap(({ where, peak }) => (peak ? [{ where, ...peak }] : []));
  // As high on both sides, it is told of the impact.
  const [highest, other] = peaks.sort((a, b) => b.value - a.value);
  if (!highest) return [];
  if (highest.value === 0) return ['It is 0 throughout.'];
  const text = `The highest value is ${figureText(kind, highest.value)} ${whenText(kind, highest.atMs, stepSeconds)}`;
  const besides = other ? `; ${other.where} it is at most ${figureText(kind, other.value)}` : '';
  return [`${text}, ${highest.where} the window${besides}.`];
}

/** A moment lies in a window; an interval, which ends at its moment, has a part in common with it. */
function touches(kind: ChartKind, atMs: number, { startMs, endMs }: Span, stepMs: number): boolean {
  if (kind === 'error-ratio') return atMs >= startMs && atMs <= endMs;
  return atMs > startMs && atMs - stepMs < endMs;
}

function highestOf(points: Measured[]): Measured | null {
  return points.reduce<Measured | null>((most, one) => (most && most.value >= one.value ? most : one), null);
}
