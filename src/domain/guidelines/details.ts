import type { Evidence } from '../check/evidence.ts';
import type { Guideline } from '../check/guideline.ts';
import { notFound } from '../check/not-found.ts';
import { listed } from '../check/shown.ts';
import { met, notMet, type Verdict } from '../check/verdict.ts';
import type { Section } from '../review-text/review-text.ts';
import { partsOf, piecesOf } from '../review-text/sections.ts';
import type { SectionName } from '../review-text/titles.ts';
import { countWords, hasPlaceholder, saidIn } from '../review-text/words.ts';

/** A few paragraphs, and a cause that is more than a word. */
const fewestOfStory = 60;
const fewestOfCause = 12;

/** What stands inside of Details and is asked for by others. */
const others: SectionName[] = [
  'Implications for Self-Managed and Dedicated',
  'Metrics',
  'Outcomes / Corrective Actions',
];

/** A form that tells the story from its timeline has no Details; there its timeline comes from the incident. */
const story: SectionName[] = ['Impact', 'Detection'];

export const details = {
  id: 'details',
  for: 'dri',
  asks: 'the whole story',
  check: ({ text }) => {
    const told = partsOf(text, 'Details', others);
    if (told.length > 0) return inDetails(text, told);
    const parts = story.map((name) => ({ name, sections: partsOf(text, name, others) }));
    const missing = parts.filter(({ sections }) => sections.length === 0).map(({ name }) => name);
    if (missing.length === parts.length) return notFound(text, 'Details');
    const [first] = missing;
    if (first !== undefined) return notFound(text, first);
    const timeline = { name: 'Timeline' as const, sections: partsOf(text, 'Timeline', others) };
    return (
      unwritten([...parts, timeline]) ??
      longEnough(
        parts.flatMap(({ sections }) => sections),
        story,
      )
    );
  },
} as const satisfies Guideline;

function inDetails(text: Evidence['text'], told: Section[]): Verdict {
  const cause = partsOf(text, 'Root Cause', others);
  if (cause.length === 0) return notFound(text, 'Root Cause');
  const open = unwritten([
    { name: 'Details', sections: told },
    { name: 'Root Cause', sections: cause },
  ]);
  if (open !== null) return open;
  const story = longEnough(told, ['Details']);
  if (story.is !== 'met') return story;
  if (countWords(saidIn(piecesOf(cause))) >= fewestOfCause) return story;
  return notMet(
    '_Root Cause_ is a few words long.',
    'Tell in a sentence or two what made it possible, not only what set it off.',
  );
}

function unwritten(parts: { name: SectionName; sections: Section[] }[]): Verdict | null {
  const open = parts
    .filter(({ sections }) => piecesOf(sections).some(hasPlaceholder))
    .map(({ name }) => `_${name}_`);
  if (open.length === 0) return null;
  return notMet(
    `${listed(open)} still ${open.length === 1 ? 'has' : 'have'} a prompt.`,
    'Write the story there, in place of the prompt.',
  );
}

function longEnough(sections: Section[], names: SectionName[]): Verdict {
  const count = countWords(saidIn(piecesOf(sections)));
  const where = listed(names.map((name) => `_${name}_`));
  if (count >= fewestOfStory)
    return met(`${where} ${names.length === 1 ? 'tells' : 'tell'} it in ${count} words.`);
  return notMet(
    count === 0 ? `${where} ${names.length === 1 ? 'is' : 'are'} empty.` : `It is told in ${count} words.`,
    `Tell in ${where} what had changed, what broke, how it was noticed and what helped; ${fewestOfStory} words at least.`,
  );
}
