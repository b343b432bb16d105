import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { uploadsOf, withoutUploads } from '../measure/figures.ts';
import type { Review } from '../review.ts';
import { type Decision, ignored, intentFor } from './decision.ts';
import { isKept, reading, same } from './refresh.ts';

/**
 * What was uploaded of a review is to be taken back where more people could fetch it than may read the review.
 * `occurrence` tells one time from the next. Nothing where nothing was uploaded.
 */
export function takeBackCharts({ incident, figures }: Review, occurrence: string | number): Intent[] {
  if (figures === null || uploadsOf(figures).length === 0) return [];
  return [intentFor(incident, { kind: 'take-back-charts', incident }, occurrence)];
}

/** What is gone is forgotten, and the review written without it. */
export function chartsTakenBack(
  { uploads }: Extract<DomainEvent, { kind: 'charts.taken-back' }>,
  known: Review | null,
): Decision {
  if (!known?.figures) return ignored('no charts are known');
  const figures = withoutUploads(known.figures, uploads);
  if (same(figures, known.figures)) return ignored('they are forgotten already');
  return {
    outcome: 'done',
    because: known.because,
    review: { ...known, figures },
    intents: isKept(known) ? [reading(known, null, `charts taken back ${known.version}`)] : [],
  };
}
