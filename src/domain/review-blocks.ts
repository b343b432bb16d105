import { findCharts } from './charts-block.ts';
import { findSection, withoutEmptyEdges } from './find-section.ts';
import type { Span } from './folded-block.ts';
import { findHowFound } from './how-found.ts';
import { findTable } from './key-information-table.ts';
import { type BlockName, blockNames } from './mark.ts';
import { findMeasured } from './measured-block.ts';
import { isStillEmpty } from './placeholder.ts';
import { findTimes } from './times/times-block.ts';

/**
 * How a block of ours is found again in a text that people may have changed, and the lines that it takes the place of
 * while it has never been there (an empty span: it goes before that line); null: nowhere.
 */
type Place = { find(lines: string[]): Span | null; first(lines: string[]): Span | null };

export const reviewBlocks: Record<BlockName, Place> = {
  // It comes with the template.
  howFound: { find: findHowFound, first: () => null },
  measured: { find: findMeasured, first: belowOurs },
  charts: {
    find: findCharts,
    first: (lines) => inSection(lines, ['metrics', 'metric charts']) ?? belowOurs(lines),
  },
  // The prompt stays: the story is people's to tell.
  times: { find: findTimes, first: (lines) => aboveSection(lines, ['details']) ?? belowOurs(lines) },
};

/** In the place of a prompt, or above what a person has written there. */
function inSection(lines: string[], titles: string[]): Span | null {
  const section = findSection(lines, titles);
  if (section === null) return null;
  const body = withoutEmptyEdges(lines, section);
  const isPrompt = isStillEmpty(lines.slice(body.from, body.to).join('\n'));
  return isPrompt ? body : { from: section.from, to: section.from };
}

/** Above all that stands in a section. */
function aboveSection(lines: string[], titles: string[]): Span | null {
  const section = findSection(lines, titles);
  return section === null ? null : { from: section.from, to: section.from };
}

/** Below the table of the key information and whatever of ours stands directly below it. */
function belowOurs(lines: string[]): Span | null {
  const spans = blockNames
    .flatMap((name) => reviewBlocks[name].find(lines) ?? [])
    .toSorted((a, b) => a.from - b.from);
  let at = findTable(lines.join('\n'))?.end ?? spans[0]?.to ?? null;
  if (at === null) return null;
  for (const { from, to } of spans) {
    const isNext = from >= at && lines.slice(at, from).every((line) => line.trim() === '');
    if (isNext) at = to;
  }
  return { from: at, to: at };
}
