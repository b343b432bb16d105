import { type CellName, cellTitles, countText, sourceText } from './cells.ts';
import type { Doubt, Figure, OtherSource, Where } from './key-information.ts';
import { asUrl, cut, inWords } from './neutralise.ts';
import type { ReviewValues } from './review.ts';
import { confidenceText, durationText, severityText, timeText } from './wording.ts';

type Shown = Pick<ReviewValues, 'keyInformation' | 'incidentUrl' | 'readAt' | 'withheld'>;

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
      keyInformation.others.map((one) => otherLine(one, values)),
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

/** Where the block stands in a text: its first line and the one after its last. null: nowhere whole. */
export function findHowFound(lines: string[]): { from: number; to: number } | null {
  const at = lines.findIndex((line) => line.trim() === summary);
  if (at < 1 || lines[at - 1]?.trim() !== '<details>') return null;
  const length = lines.slice(at).findIndex((line) => line.trim() === '</details>');
  return length < 0 ? null : { from: at - 1, to: at + length + 1 };
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
    figureLine('customersAffected', customersAffected, countText, values),
    figureLine('requestsAffected', requestsAffected, countText, values),
    figureLine('severity', severity, severityText, values),
    figureLine('start', start, timeText, values),
    figureLine('end', end, timeText, values),
    figureLine('duration', durationMinutes, durationText, values),
  ];
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
