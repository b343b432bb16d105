import { readKeyInformation } from './read/index.ts';
import type { Reading } from './read/reading.ts';
import type { Instant } from './words.ts';

/** Which text of an incident: its description, a comment with its id and who wrote it, or its timeline's own words. */
export type TextPlace =
  | { in: 'description' }
  | { in: 'comment'; note: number; by: string }
  | { in: 'timeline' };

/** A text that all who can read the incident can read. `at`: when it was written, as far as GitLab tells. */
export type PlacedText = { place: TextPlace; text: string; at: Instant };

/** What a text says of the key information. */
export type Told = { place: TextPlace; reading: Reading };

/** Characters that are read of one text, and of all texts of an incident together. */
export const longestText = 262_144;
export const longestTogether = 524_288;

/**
 * The texts of an incident as far as they are read, in the order given: the description, then comments, the newest
 * first. What is too long is cut, so that no incident takes the service's time from the others.
 */
export function withinLimits(texts: PlacedText[]): PlacedText[] {
  let left = longestTogether;
  return texts.flatMap((one) => {
    const text = one.text.slice(0, Math.min(longestText, left));
    left -= text.length;
    return text.trim() === '' ? [] : [{ ...one, text }];
  });
}

/** What one of them says. `title` and `at` may give it the day. */
export function readText(
  { place, text, at }: PlacedText,
  { title, assumeZone }: { title: string; assumeZone: string | null },
): Told {
  return { place, reading: readKeyInformation(text, { title, assumeZone, writtenAt: at }) };
}

/** The events of a timeline as a text whose every line is one of them, for their words tell what happened. */
export function timelineText(timeline: { occurredAt: Instant; note: string }[]): string {
  return timeline
    .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0))
    .map(({ occurredAt, note }) => {
      const moment = `${occurredAt.slice(0, 10)} ${occurredAt.slice(11, 16)} UTC`;
      return `- ${moment} - ${note.replace(/\s+/g, ' ').trim()}`;
    })
    .join('\n');
}
