import type { Guideline } from '../check/guideline.ts';
import { notFound } from '../check/not-found.ts';
import { met, notMet } from '../check/verdict.ts';
import { partsOf, piecesOf } from '../review-text/sections.ts';
import { countWords, saidIn } from '../review-text/words.ts';

const name = 'Implications for Self-Managed and Dedicated';

export const selfManaged = {
  id: 'self-managed',
  for: 'dri',
  asks: 'self-managed and Dedicated installations',
  check: ({ text }) => {
    const parts = partsOf(text, name, ['Metrics']);
    if (parts.length === 0) return notFound(text, name);
    const words = countWords(saidIn(piecesOf(parts)));
    if (words > 1) return met('It says what they have to do with it.');
    const because = words === 0 ? `_${name}_ is empty.` : `_${name}_ is one word long.`;
    return notMet(
      because,
      'Say whether they are affected, and whether a fix has to reach them, such as by a backport.',
    );
  },
} as const satisfies Guideline;
