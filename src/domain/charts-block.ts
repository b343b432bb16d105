import { askedOf, queryText } from './asked-of.ts';
import { chartTitles } from './chart/chart.ts';
import type { PlacedChart } from './chart/placed-chart.ts';
import { stepText } from './chart/step-text.ts';
import type { Span } from './folded-block.ts';
import type { Figures } from './measure/figures.ts';
import { serviceText } from './measured-cells.ts';
import { cut, inWords } from './neutralise.ts';
import { timeText } from './wording.ts';

const opening = '<!-- incident-review-bot-charts -->';
const closing = '<!-- incident-review-bot-charts-end -->';
const noCharts = 'No chart of the impact window could be drawn so far.';
const longestAlt = 1_000;

/**
 * The charts of the present window that were uploaded to the project of the review, each folded away with its picture and
 * where it came from. Where there are none but of another window, or any more, it says so; null: there never were any.
 */
export function chartsBlock(
  { present, earlier }: Pick<Figures, 'present' | 'earlier'>,
  project: number,
  isThere: boolean,
): string | null {
  const charts = present.charts.filter((chart) => chart.project === project);
  if (charts.length === 0) {
    const were = isThere || earlier.some((window) => window.charts.length > 0);
    return were ? [opening, '', noCharts, '', closing].join('\n') : null;
  }
  const services = [...new Set(charts.map(({ service }) => service))];
  const lines = services.flatMap((service) => [
    `Measured of ${serviceText(service)}:`,
    '',
    ...charts.filter((chart) => chart.service === service).flatMap(chartLines),
  ]);
  return [opening, '', ...lines, closing].join('\n');
}

/** Where the block stands in a text; null: nowhere whole. */
export function findCharts(lines: string[]): Span | null {
  const from = lines.findIndex((line) => line.trim() === opening);
  const length = lines.slice(from + 1).findIndex((line) => line.trim() === closing);
  return from < 0 || length < 0 ? null : { from, to: from + length + 2 };
}

function chartLines(chart: PlacedChart): string[] {
  const { kind, start, end, upload, alt } = chart;
  return [
    '<details>',
    `<summary>${chartTitles[kind]}, from ${timeText(start)} to ${timeText(end)}</summary>`,
    '',
    `![${inWords(cut(alt, longestAlt))}](${upload})`,
    '',
    sourceLine(chart),
    '',
    '</details>',
    '',
  ];
}

function sourceLine(chart: PlacedChart): string {
  const { stepSeconds, readAt, query } = chart;
  return `Source: ${askedOf(chart)}, read on ${timeText(readAt)}, every ${stepText(stepSeconds)}: ${queryText(query)}`;
}
