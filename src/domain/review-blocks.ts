import { findCharts } from './charts-block.ts';
import { findSection, withoutEmptyEdges } from './find-section.ts';
import type { Span } from './folded-block.ts';
import { findHowFound } from './how-found.ts';
import { findTable } from './key-information-table.ts';
import { type BlockName, blockNames } from './mark.ts';
import { findMeasured } from './measured-block.ts';
import { isStillEmpty } from './placeholder.ts';

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
};

/** In the place of a prompt, or above what a person has written there. */
function inSection(lines: string[], titles: string[]): Span | null {
  const section = findSection(lines, titles);
  if (section === null) return null;
  const body = withoutEmptyEdges(lines, section);
  const isPrompt = isStillEmpty(lines.slice(body.from, body.to).join('\n'));
  return isPrompt ? body : { from: section.from, to: section.from };
}

/** Below the table of the key information and whatever else of ours stands below it. */
function belowOurs(lines: string[]): Span | null {
  const table = findTable(lines.join('\n'))?.end ?? null;
  const ends = blockNames.flatMap((name) => reviewBlocks[name].find(lines)?.to ?? []);
  const below = ends.filter((end) => table === null || end >= table);
  const at = below.length > 0 ? Math.max(...below) : table;
  return at === null ? null : { from: at, to: at };
}
