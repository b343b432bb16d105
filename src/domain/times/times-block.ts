import { sourceText } from '../cells.ts';
import { findFolded, type Span as Lines } from '../folded-block.ts';
import { durationText, timeText } from '../wording.ts';
import type { Changes } from './changes.ts';
import type { Moment } from './moment.ts';
import { type MomentName, type Moments, momentNames } from './moments.ts';
import { type Span, type SpanName, spansOf } from './spans.ts';
import { type Station, type StationName, stationsOf } from './stations.ts';

const summary = '<summary>Times that matter</summary>';

const spanTitles: Record<SpanName, string> = {
  detect: 'To detect',
  respond: 'To respond',
  mitigate: 'To mitigate',
  resolve: 'To resolve',
};

const momentTitles: Record<MomentName, string> = {
  start: 'Impact start',
  detected: 'Detected',
  declared: 'Declared',
  responded: 'Responded',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
};

const stationTitles: Record<StationName, string> = {
  causeMerged: 'The cause was merged',
  causeShipped: 'The cause was deployed',
  impact: 'The impact began',
  noticed: 'It was noticed',
  revertMerged: 'The revert was merged',
  revertShipped: 'The revert was deployed',
  restored: 'Service was restored',
};

/**
 * The folded block of the times of an incident: how long what took, each moment with its source, and where the time went.
 * Safe wherever a block of Markdown may stand.
 */
export function timesBlock(moments: Moments, changes: Changes): string {
  return [
    '<details>',
    summary,
    '',
    ...spanLines(spansOf(moments)),
    'Each moment, and where it comes from:',
    '',
    ...momentNames.flatMap((name) => momentLines(name, moments[name])),
    ...stationLines(stationsOf(moments, changes)),
    '',
    '</details>',
  ].join('\n');
}

/** Where the block stands in a text; null: nowhere whole. */
export function findTimes(lines: string[]): Lines | null {
  return findFolded(lines, summary);
}

/** Whether more is known than the impact window, which the table of the review tells already. */
export function tellTimes(
  { detected, responded, mitigated }: Pick<Moments, 'detected' | 'responded' | 'mitigated'>,
  { cause, revert }: Changes,
): boolean {
  return [detected, responded, mitigated, cause, revert].some((one) => one !== null);
}

function spanLines(spans: Span[]): string[] {
  if (spans.length === 0) return [];
  const rows = spans.map(
    ({ name, minutes, from, to }) =>
      `| ${spanTitles[name]} | ${durationText(minutes)} | ${timeText(from.at)} | ${timeText(to.at)} |`,
  );
  return ['| Time | How long | From | To |', '| --- | --- | --- | --- |', ...rows, ''];
}

function momentLines(name: MomentName, moment: Moment | null): string[] {
  if (moment === null) return [];
  return [`- ${momentTitles[name]}: ${timeText(moment.at)}. Source: ${sourceText(moment.source)}.`];
}

function stationLines(stations: Station[]): string[] {
  if (stations.length === 0) return [];
  const rows = stations.map(({ name, moment, sinceMinutes }) => {
    const since = sinceMinutes === null ? '' : `${durationText(sinceMinutes)} later`;
    return `| ${stationTitles[name]} | ${timeText(moment.at)} | ${since} | ${sourceText(moment.source)} |`;
  });
  return [
    '',
    'Where the time went:',
    '',
    '| What | When | After the row above | Source |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
}
