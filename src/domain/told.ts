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
 * Reads what people wrote about an incident, in the order given: the description, then comments, the newest first.
 * What is too long is read up to its limit, so that no incident takes the service's time from the others.
 */
export function readTexts(
  texts: PlacedText[],
  { title, assumeZone }: { title: string; assumeZone: string | null },
): Told[] {
  const told: Told[] = [];
  let left = longestTogether;
  for (const { place, text, at } of texts) {
    const read = text.slice(0, Math.min(longestText, left));
    left -= read.length;
    if (read.trim() === '') continue;
    told.push({ place, reading: readKeyInformation(read, { title, assumeZone, writtenAt: at }) });
  }
  return told;
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
