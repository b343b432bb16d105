import type { Evidence } from '../check/evidence.ts';
import type { Guideline } from '../check/guideline.ts';
import { shown } from '../check/shown.ts';
import { met, needsGitLab, notMet } from '../check/verdict.ts';
import { referenceTo } from '../plan-review.ts';
import { reviewTitle, withheldTitle } from '../review-title.ts';

export const title = {
  id: 'title',
  for: 'opener',
  asks: 'the title of the review',
  check: ({ review, incident }) => {
    if (review === null || incident === null) return needsGitLab('the titles of review and incident');
    const wanted = wantedTitle(review, incident);
    if (readable(review.title) === readable(wanted)) return met('It is that of the incident.');
    return notMet(`It is ${shown(review.title)}.`, `Change it to ${shown(wanted)}.`);
  },
} as const satisfies Guideline;

function wantedTitle(
  review: NonNullable<Evidence['review']>,
  { issue, withheld }: NonNullable<Evidence['incident']>,
): string {
  return withheld ? withheldTitle(referenceTo(issue, review.project.id)) : reviewTitle(issue.title);
}

/** Nobody can type, or see, what keeps references in a title from coming alive; and `shown` has another bar. */
function readable(text: string): string {
  return text.normalize('NFC').replaceAll('\u200D', '').replaceAll('│', '|').replace(/\s+/g, ' ').trim();
}
