import { type CellName, cellNames, cellsOf } from '../../domain/cells.ts';
import { type GuidelineId, guidelineIds } from '../../domain/guidelines/index.ts';
import { howFound } from '../../domain/how-found.ts';
import { metAtOpening } from '../../domain/met-at-opening.ts';
import { cut, inCode, inTable, inWords } from '../../domain/neutralise.ts';
import type { ExtraGuideline } from '../../domain/policy.ts';
import type { ReviewValues } from '../../domain/review.ts';
import { dayText, timeText } from '../../domain/wording.ts';

/**
 * What a review template may print. Every string is ready: neutralised, worded and short enough, for
 * any place in prose, lists, headings and tables (`timeline` is meant for tables). A value that may be
 * missing is null. templates/README.md describes each.
 */
export type ReviewView = {
  incident: { reference: string; title: string };
  cell: Record<CellName, string>;
  /** The folded block that tells where each figure comes from: in lines of its own, with empty ones around it. */
  howFound: string;
  services: { label: string; team: string | null }[];
  dri: { name: string; username: string; because: string } | null;
  noDriBecause: string;
  dueDate: string;
  timeline: { at: string; text: string; tags: string | null }[];
  /** How many entries of the timeline did not fit; null when all did. */
  timelineLeftOut: number | null;
  box: Record<GuidelineId, 'x' | ' '>;
  /** Guidelines of the configuration; `id` is for the mark of the box. */
  extra: Record<ExtraGuideline['for'], { id: string; asks: string }[]>;
  readAt: string;
};

/** Characters of one entry of the timeline; more is cut with `…`. */
export const longestEntry = 2000;
/** Characters of a title, a label, a tag. */
export const longestName = 255;
export const mostTags = 10;

const longestSentence = 500;
const mostServices = 50;

/** The view of a review with the first `rows` entries of its timeline. Pure. */
export function reviewView(values: ReviewValues, rows: number): ReviewView {
  const { dri, services, timeline } = values;
  const cells = cellsOf(values);
  const met = metAtOpening(values);
  return {
    incident: { reference: cells.incident.text, title: name(values.incidentTitle) || 'without a title' },
    cell: record(cellNames, (cell) => cells[cell].text),
    howFound: howFound(values),
    services: services
      .slice(0, mostServices)
      .map(({ label, team }) => ({ label: name(label), team: team === null ? null : words(team) })),
    dri: dri && { name: words(dri.name), username: name(`@${dri.username}`), because: words(dri.because) },
    noDriBecause: words(values.noDriBecause ?? 'nobody was asked for'),
    dueDate: dayText(values.dueDate),
    timeline: timeline.slice(0, rows).map(({ at, text, tags }) => ({
      at: timeText(at),
      text: inTable(cut(text, longestEntry)),
      tags:
        tags
          .slice(0, mostTags)
          .map(name)
          .filter((tag) => tag !== '')
          .join(', ') || null,
    })),
    timelineLeftOut: timeline.length > rows ? timeline.length - rows : null,
    box: record(guidelineIds, (guideline) => (met.has(guideline) ? 'x' : ' ')),
    extra: record(['opener', 'dri'], (who) =>
      values.guidelines.filter((one) => one.for === who).map(({ id, text }) => ({ id, asks: words(text) })),
    ),
    readAt: timeText(values.readAt),
  };
}

function name(text: string): string {
  return inCode(cut(text, longestName));
}

function words(text: string): string {
  return inWords(cut(text, longestSentence));
}

function record<Key extends string, Value>(
  keys: readonly Key[],
  value: (key: Key) => Value,
): Record<Key, Value> {
  // Object.fromEntries forgets which keys there are; all of `keys` are put in here.
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;
}
