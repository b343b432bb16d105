import type { Cell } from './cell.ts';
import type { Figure, KeyInformation } from './key-information.ts';
import type { Figures } from './measure/figures.ts';
import { type CountCell, isMeasured, isMeasuredText, measuredCell } from './measured-cells.ts';
import { asReference, asUrl, cut, inCode, inWords } from './neutralise.ts';
import { fillIn } from './placeholder.ts';
import { durationText, severityText, timeText } from './wording.ts';

/** The rows of the key information, in their order. The names stand in marks: never rename one. */
export const cellNames = [
  'customersAffected',
  'requestsAffected',
  'severity',
  'start',
  'end',
  'duration',
  'incident',
] as const;

export type CellName = (typeof cellNames)[number];

/** What each row is called in a review. */
export const cellTitles: Record<CellName, string> = {
  customersAffected: 'Customers Affected',
  requestsAffected: 'Requests Affected',
  severity: 'Incident Severity',
  start: 'Start Time',
  end: 'End Time',
  duration: 'Total Duration',
  incident: 'Link to Incident Issue',
};

export type { Cell } from './cell.ts';

type CellValues = {
  keyInformation: KeyInformation;
  /** How many were affected, where somebody tried to measure it. */
  figures?: Figures | null;
  incidentReference: string;
  incidentUrl: string;
};

const longestSource = 300;
const longestCount = 300;

/** The cells of the key information. No value is made up: what the incident does not tell is asked for. */
export function cellsOf(values: CellValues): Record<CellName, Cell> {
  const { severity, start, end, durationMinutes } = values.keyInformation;
  return {
    customersAffected: counted(
      'customersAffected',
      values,
      'how many customers were affected, with a link to the metric',
    ),
    requestsAffected: counted(
      'requestsAffected',
      values,
      'how many requests were affected, with a link to the metric',
    ),
    severity: told(severity, severityText, 'how severe the incident was, from 1 to 4'),
    start: told(start, timeText, 'when customers began to be affected, with the time zone'),
    end: told(end, timeText, 'when customers ceased to be affected, with the time zone'),
    duration: told(durationMinutes, durationText, 'from the start to the end'),
    incident: linkToIncident(values),
  };
}

/** A source as people may read it: its words come from labels and tags too. */
export function sourceText(source: string): string {
  return inWords(cut(source, longestSource));
}

function told<T>(figure: Figure<T>, word: (value: T) => string, prompt: string): Cell {
  if (figure === null) return asked(prompt);
  const text = word(figure.value);
  // The times of a ticket are easily taken for those of the impact, so they say what they are.
  return {
    text: figure.confidence === 'fallback' ? `${text} (${sourceText(figure.source)})` : text,
    known: true,
  };
}

/** What was measured; else people's own words, and whose they are; else why nothing was measured. */
function counted(name: CountCell, { keyInformation, figures = null }: CellValues, prompt: string): Cell {
  const measured = measuredCell(figures, name);
  if (measured !== null && isMeasured(figures, name)) return measured;
  const figure = keyInformation[name];
  const cell = figure === null ? (measured ?? asked(prompt)) : { text: countText(figure.value), known: true };
  // Measured once, though nobody remembers it: the database was lost, and the proof with it.
  return figures === null ? { ...cell, leaves: isMeasuredText } : cell;
}

/** Plain words where nothing is read into them, else the words in code. */
export function countText(words: string): string {
  const said = cut(words, longestCount);
  const sentence = inWords(`As stated in the incident: ${said}`);
  return sentence.startsWith('`') ? `As stated in the incident: ${inCode(said)}` : sentence;
}

function asked(prompt: string): Cell {
  return { text: fillIn(prompt), known: false };
}

function linkToIncident(values: Pick<CellValues, 'incidentReference' | 'incidentUrl'>): Cell {
  const reference = asReference(values.incidentReference);
  if (reference !== null) return { text: reference, known: true };
  const url = asUrl(values.incidentUrl);
  if (url !== null) return { text: `<${url}>`, known: true };
  const named = inCode(cut(values.incidentReference, longestSource));
  return named === '' ? asked('a link to the incident') : { text: named, known: false };
}
