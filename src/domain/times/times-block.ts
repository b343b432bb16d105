import { sourceText } from '../cells.ts';
import { durationText, timeText } from '../wording.ts';
import type { GatheredTimes } from './changes.ts';
import type { Moment } from './moment.ts';
import { type MomentName, type Moments, momentNames } from './moments.ts';
import { type Span, type SpanName, spansOf } from './spans.ts';
import { type Stage, type StageName, stagesOf } from './stages.ts';

/** By which the block is found in a review. Never rename it. */
export const timesSummary = '<summary>Times that matter</summary>';

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

const stageTitles: Record<StageName, string> = {
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
 * null: nothing is known but what the table of the review says already. Safe wherever a block of Markdown may stand.
 */
export function timesBlock(
  moments: Moments,
  changes: Pick<GatheredTimes, 'cause' | 'revert'>,
): string | null {
  const stages = stagesOf(moments, changes);
  const { detected, responded, mitigated } = moments;
  if (stages.length === 0 && detected === null && responded === null && mitigated === null) return null;
  return [
    '<details>',
    timesSummary,
    '',
    ...spanLines(spansOf(moments)),
    'Each moment, and where it comes from:',
    '',
    ...momentNames.flatMap((name) => momentLines(name, moments[name])),
    ...stageLines(stages),
    '',
    '</details>',
  ].join('\n');
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

function stageLines(stages: Stage[]): string[] {
  if (stages.length === 0) return [];
  const rows = stages.map(({ name, moment, sinceMinutes }) => {
    const since = sinceMinutes === null ? '' : `${durationText(sinceMinutes)} later`;
    return `| ${stageTitles[name]} | ${timeText(moment.at)} | ${since} | ${sourceText(moment.source)} |`;
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
