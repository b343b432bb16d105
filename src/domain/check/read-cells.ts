import { type CellName, cellNames, cellTitles } from '../cells.ts';
import { cut, inWords } from '../neutralise.ts';
import type { FindingCode } from '../read/findings.ts';
import { readKeyInformation } from '../read/index.ts';
import type { Reading } from '../read/reading.ts';

const longestCell = 2_000;
const longestMessage = 300;

/** Findings of the reader with which what a table says cannot be true. */
const contradictory: readonly FindingCode[] = ['end-before-start', 'duration-mismatch'];

/** And those with which nobody can be sure which moment it means. */
const unclear: readonly FindingCode[] = [
  'date-missing',
  'date-ambiguous',
  'date-conflict',
  'zone-wrong-season',
  'weekday-mismatch',
  'impossible-date',
  'impossible-time',
];

/** Reads the cells of a review's table, and nothing else of it. */
export function readCells(cells: Partial<Record<CellName, string>>, assumeZone: string | null): Reading {
  const rows = cellNames.flatMap((name) =>
    cells[name] === undefined
      ? []
      : [`| ${cellTitles[name]} | ${cut(cells[name], longestCell).replace(/\n/g, ' ')} |`],
  );
  return readKeyInformation(['| Metric | Value |', '| --- | --- |', ...rows].join('\n'), { assumeZone });
}

/** The first thing that a table leaves open, in Markdown; null: nothing. */
export function unclearIn(reading: Reading): string | null {
  return firstOf(unclear, reading);
}

/** The first thing in which it contradicts itself. */
export function contradictionIn(reading: Reading): string | null {
  const { start, end } = reading;
  const isBackwards = start.value !== null && end.value !== null && end.value < start.value;
  return firstOf(contradictory, reading) ?? (isBackwards ? 'The end is before the start' : null);
}

function firstOf(codes: readonly FindingCode[], { findings }: Reading): string | null {
  const found = findings.find(({ code }) => codes.includes(code));
  return found === undefined ? null : inWords(capitalised(cut(found.message, longestMessage)));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
