import type { ReviewText } from '../review-text/review-text.ts';
import { isInOtherWords } from '../review-text/sections.ts';
import type { SectionName } from '../review-text/titles.ts';
import { forAPerson, notMet, type Verdict } from './verdict.ts';

/** A section is not there under any name that we know: somebody renamed or deleted it, or writes another language. */
export function notFound(text: ReviewText, name: SectionName): Verdict {
  if (isInOtherWords(text))
    return forAPerson(`The headings are not the usual ones, so _${name}_ is not found.`);
  return notMet(
    `There is no section _${name}_.`,
    `Give the section that tells it the heading _${name}_, or tick the box yourself.`,
  );
}
