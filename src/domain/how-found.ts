import { type CellName, cellTitles, countText, sourceText } from './cells.ts';
import { findFolded, type Span } from './folded-block.ts';
import type { Doubt, Figure, OtherSource, Where } from './key-information.ts';
import type { Figures } from './measure/figures.ts';
import { type CountCell, isMeasured } from './measured-cells.ts';
import { asUrl, cut, inWords } from './neutralise.ts';
import type { ReviewValues } from './review.ts';
import { confidenceText, durationText, severityText, timeText } from './wording.ts';

type Shown = Pick<ReviewValues, 'keyInformation' | 'incidentUrl' | 'readAt' | 'withheld'> & {
  figures?: Figures | null;
};

const summary = '<summary>How these figures were found</summary>';
const readLine = 'Read from GitLab on ';
const longestMessage = 300;

/**
 * The folded block under the table: for each figure its value, its source, how sure it is and where it stands; what
 * other sources say; what people should look at. Safe wherever a block of Markdown may stand, in lines of their own.
 */
export function howFound(values: Shown): string {
  const { keyInformation, readAt, withheld } = values;
  const lines = [
    '<details>',
    summary,
    '',
    `${readLine}${timeText(readAt)}. Nothing is estimated: what the incident does not tell is left to people.`,
    '',
    ...(withheld ? withheldLines() : figureLines(values)),
    ...listed(
      'Other sources:',
      othersOf(values).map((one) => otherLine(one, values)),
    ),
    ...listed(
      'To be looked at:',
      keyInformation.doubts.map((one) => doubtLine(one, values)),
    ),
    '',
    '</details>',
  ];
  return lines.join('\n');
}

/** Where the block stands in a text; null: nowhere whole. */
export function findHowFound(lines: string[]): Span | null {
  return findFolded(lines, summary);
}

/** Whether two blocks say the same, whenever GitLab was read for them. */
export function saysTheSame(one: string, other: string): boolean {
  return withoutMoment(one) === withoutMoment(other);
}

function withoutMoment(block: string): string {
  return block
    .split(/\r?\n/)
    .filter((line) => !line.startsWith(readLine))
    .join('\n')
    .trim();
}

function figureLines(values: Shown): string[] {
  const { customersAffected, requestsAffected, severity, start, end, durationMinutes } =
    values.keyInformation;
  return [
    countLine('customersAffected', customersAffected, values),
    countLine('requestsAffected', requestsAffected, values),
    figureLine('severity', severity, severityText, values),
    figureLine('start', start, timeText, values),
    figureLine('end', end, timeText, values),
    figureLine('duration', durationMinutes, durationText, values),
  ];
}

/** What was measured has its own block. */
function countLine(name: CountCell, figure: Figure<string>, values: Shown): string {
  if (!isMeasured(values.figures ?? null, name)) return figureLine(name, figure, countText, values);
  return `- ${cellTitles[name]}: measured, as told below.`;
}

/** What the incident says of something that was measured is another source of it. */
function othersOf({ keyInformation, figures = null }: Shown): OtherSource[] {
  const told = (['customersAffected', 'requestsAffected'] as const).flatMap((about): OtherSource[] => {
    const figure = keyInformation[about];
    if (figure === null || !isMeasured(figures, about)) return [];
    const { value: says, source, where } = figure;
    return [{ about, says, source, ...(where ? { where } : {}) }];
  });
  return [...told, ...keyInformation.others];
}

function figureLine<T>(name: CellName, figure: Figure<T>, word: (value: T) => string, values: Shown): string {
  const title = cellTitles[name];
  if (figure === null) return `- ${title}: unknown. Nothing in the incident tells it.`;
  const { value, confidence, source, where } = figure;
  return `- ${title}: ${word(value)}. Confidence: ${confidenceText(confidence)}. Source: ${sourceText(source)}${placeText(where, values)}.`;
}

function withheldLines(): string[] {
  const names = ['customersAffected', 'requestsAffected', 'severity', 'start', 'end', 'duration'] as const;
  return names.map(
    (name) => `- ${cellTitles[name]}: withheld. Source: the incident alone, which is confidential.`,
  );
}

function otherLine({ about, says, source, where }: OtherSource, values: Shown): string {
  return `- ${cellTitles[about]}: ${inWords(cut(says, longestMessage))}. Source: ${sourceText(source)}${placeText(where, values)}.`;
}

function doubtLine({ code, message, where }: Doubt, values: Shown): string {
  return `- \`${code}\`: ${inWords(cut(message, longestMessage))}${placeText(where, values)}.`;
}

/** `, line 12`, and of a comment with its link; empty where nobody can be sent to a place. */
function placeText(where: Where | undefined, { incidentUrl }: Shown): string {
  if (where === undefined) return '';
  const { note, line } = where;
  const words = line === null ? 'there' : `line ${line}`;
  if (note === null) return line === null ? '' : `, ${words}`;
  const url = asUrl(`${incidentUrl}#note_${note}`);
  return url === null ? `, ${words}` : `, [${words}](${url})`;
}

function listed(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, '', ...lines];
}
