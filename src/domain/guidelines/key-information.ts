import { type CellName, cellNames, cellTitles } from '../cells.ts';
import { stateOf } from '../check/cell-state.ts';
import type { Evidence } from '../check/evidence.ts';
import type { Guideline } from '../check/guideline.ts';
import { notFound } from '../check/not-found.ts';
import { contradictionIn, readCells, unclearIn } from '../check/read-cells.ts';
import { listed } from '../check/shown.ts';
import { met, notMet, type Verdict } from '../check/verdict.ts';
import type { Reading, ReadTime } from '../read/reading.ts';

export const keyInformation = {
  id: 'key-information',
  for: 'dri',
  asks: 'the key information',
  check: (evidence) => {
    const { text } = evidence;
    if (text.cells === null) return notFound(text, 'Key Information');
    return (
      incomplete(evidence) ?? inconsistent(evidence) ?? met('Every row has its value, and they fit together.')
    );
  },
} as const satisfies Guideline;

const howToWrite = 'Write times as `2024-10-31 04:18 UTC`.';

function incomplete({ text }: Evidence): Verdict | null {
  const states = cellNames.map((name) => ({ name, state: stateOf(text.cells?.[name], text) }));
  const those = (...wanted: string[]) =>
    states.filter(({ state }) => wanted.includes(state)).map(({ name }) => called(name));
  const missing = those('missing');
  if (missing.length > 0) {
    return notMet(
      `The table has no row ${listed(missing)}.`,
      'Add it, with its value or why none can be had.',
    );
  }
  const empty = those('empty', 'not-yet');
  if (empty.length > 0) {
    const verb = empty.length === 1 ? 'has' : 'have';
    return notMet(
      `${listed(empty)} ${verb} no value yet.`,
      'Fill in what is known, or write `unknown because …`.',
    );
  }
  const unsaid = those('unsaid');
  return unsaid.length === 0
    ? null
    : notMet(
        `${listed(unsaid)}: unknown, and no reason is given.`,
        'Write the value, or `unknown because …`.',
      );
}

/** Whether the severity is that of the incident is asked of its label; here and offline the table alone is judged. */
function inconsistent({ text, policy }: Evidence): Verdict | null {
  const cells = text.cells ?? {};
  const answered = cellNames.filter((name) => stateOf(cells[name], text) === 'answered');
  const reading = readCells(cells, policy.calendar.assumeZone);
  return (
    (answered.includes('severity') && reading.severity === null
      ? notMet(`${called('severity')} is none from 1 to 4.`, 'Write it as `severity::2`.')
      : null) ??
    ofTimes(reading, answered) ??
    (answered.includes('duration') && reading.duration.statedMinutes === null
      ? notMet(`${called('duration')} is none that can be read.`, 'Write it as `17 hrs 47 min`.')
      : null)
  );
}

function ofTimes(reading: Reading, answered: CellName[]): Verdict | null {
  const contradiction = contradictionIn(reading);
  if (contradiction !== null) {
    return notMet(`${contradiction}.`, 'Correct start, end or duration, so that they fit together.');
  }
  const open = unclearIn(reading);
  if (open !== null) return notMet(`${open}.`, howToWrite);
  for (const name of ['start', 'end'] as const) {
    const lacks = answered.includes(name) ? lacking(reading[name]) : null;
    if (lacks !== null) return notMet(`${called(name)} ${lacks}.`, howToWrite);
  }
  return null;
}

function lacking({ local, precision, value }: ReadTime): string | null {
  if (local === null) return 'is no moment that can be read';
  if (precision !== 'minute') return 'has no time of the day';
  return value === null ? 'names no time zone' : null;
}

function called(name: CellName): string {
  return `_${cellTitles[name]}_`;
}
