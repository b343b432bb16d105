import type { ReviewValues } from '../../domain/review.ts';
import type { Compiled } from './liquid.ts';
import { longestEntry, longestName, mostTags, reviewView } from './review-view.ts';

/** GitLab refuses a description over 1,048,576 characters; the rest is left for people's own words. */
const longestReview = 1_000_000;

/** What an entry of the timeline takes besides its text: its time, bars and blanks. */
const entryFrame = 30;

/**
 * A review that GitLab accepts, whatever the timeline holds: its first entries, as many as fit. `extra`
 * is the length of what is put behind it. Throws where the template alone is too long.
 */
export function renderToFit(compiled: Compiled, values: ReviewValues, extra: number): string {
  const room = longestReview - extra;
  let rows = rowsWithin(room, values.timeline);
  for (;;) {
    const text = compiled(reviewView(values, rows));
    if (text.length <= room) return text;
    if (rows === 0) throw new RangeError(`the template alone makes ${text.length} characters`);
    // Neutralising may have made the entries longer, or the template prints them twice.
    rows = Math.floor(rows * 0.75);
  }
}

function rowsWithin(room: number, timeline: ReviewValues['timeline']): number {
  let taken = 0;
  let rows = 0;
  for (const { text, tags } of timeline) {
    const tagged = tags.slice(0, mostTags).reduce((sum, tag) => sum + Math.min(tag.length, longestName), 0);
    taken += Math.min(text.length, longestEntry) + tagged + entryFrame;
    if (taken > room) break;
    rows += 1;
  }
  return rows;
}
