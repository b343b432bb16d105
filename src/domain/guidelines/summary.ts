import type { Guideline } from '../check/guideline.ts';
import { notFound } from '../check/not-found.ts';
import { met, notMet } from '../check/verdict.ts';
import { cut, inWords } from '../neutralise.ts';
import { partsOf, piecesOf } from '../review-text/sections.ts';
import { hasPlaceholder, saidIn, sentencesOf } from '../review-text/words.ts';

const fewest = 2;
const most = 6;

/** A summary that is divided (customer impact, root cause, delays) is short where each part of it is. */
export const summary = {
  id: 'summary',
  for: 'dri',
  asks: 'the summary',
  check: ({ text }) => {
    const parts = partsOf(text, 'Summary');
    if (parts.length === 0) return notFound(text, 'Summary');
    const open = parts.find(({ pieces }) => pieces.some(hasPlaceholder));
    if (open !== undefined) {
      const where = inWords(cut(open.title, 80));
      return notMet(
        `A prompt is still left, under ${where}.`,
        'Write there what happened, in a few short sentences, or that there is nothing to say.',
      );
    }
    const lengths = parts.map(({ pieces }) => sentencesOf(saidIn(pieces)).length);
    const length = lengths.reduce((sum, one) => sum + one, 0);
    if (length < fewest) {
      const because = piecesOf(parts).length === 0 ? 'It is empty.' : 'It is less than two sentences.';
      return notMet(
        because,
        `Tell in ${fewest} to ${most} short sentences what happened, for somebody who reads nothing else.`,
      );
    }
    const longest = Math.max(...lengths);
    return longest > most
      ? notMet(`A part of it has ${longest} sentences.`, `Keep to ${most}; the rest belongs into _Details_.`)
      : met(`It has ${length} sentences.`);
  },
} as const satisfies Guideline;
