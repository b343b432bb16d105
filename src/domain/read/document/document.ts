import type { Finding, ReadOptions } from '../reading.ts';
import { type Line, readLines } from '../text/lines.ts';
import { readSections, type Section } from '../text/sections.ts';
import { dateTokens, dayOf } from '../time/dates.ts';
import type { Entry, Stamp } from '../time/stamps.ts';
import { readTokens } from '../time/tokens.ts';
import { anchorOf } from './anchor.ts';
import { resolveDays } from './days.ts';
import { entriesOf } from './entries.ts';
import { isListOfTimes, look, opensNoSection, spelledOut } from './seen.ts';
import { markDoubtful } from './slips.ts';
import { styleOf } from './style.ts';
import { nameZones } from './zones-in-force.ts';

/** A document with all moments it mentions, resolved as far as it says. `stamps` by line, as `lines`. */
export type Document = {
  lines: Line[];
  sections: Section[];
  stamps: Stamp[][];
  entries: Entry[];
  /** What was found wrong on the way. */
  findings: Finding[];
  /** The day that the file's name or the title gives. */
  titleDay: number | null;
};

/** Reads what a document says of time, line by line, and then as a whole. */
export function readDocument(text: string, options: ReadOptions): Document {
  const lines = readLines(text);
  const findings: Finding[] = [];
  const isList = isListOfTimes(lines);
  const seen = lines.map((line) => look(line, isList, findings));
  const sections = readSections(lines, (line) => opensNoSection(seen[line.number - 1]));
  const titleTokens = readTokens(spelledOut(options.title ?? ''));
  const style = styleOf(seen, titleTokens, text, options, findings);
  const anchor = anchorOf(seen, titleTokens, style, options);
  const stamps = resolveDays(seen, style, anchor, findings);
  nameZones(seen, stamps, sections, options, findings);
  const entries = entriesOf(seen, sections, stamps, anchor, findings);
  markDoubtful(seen, sections, stamps, findings);
  const [titleDate] = dateTokens(titleTokens);
  const inTitle = titleDate ? dayOf(titleDate, style) : null;
  const titleDay = typeof inTitle === 'object' && inTitle?.isYearKnown ? inTitle.day : null;
  return { lines, sections, stamps, entries, findings, titleDay };
}
