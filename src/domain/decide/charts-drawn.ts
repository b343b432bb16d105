import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { hasFigure, type WindowFigures, withCharts } from '../measure/figures.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored, intentFor } from './decision.ts';
import { isKept, reading, same } from './refresh.ts';
import { isConfidential } from './retract.ts';
import { takeBackCharts } from './take-back-charts.ts';

/** What is to be drawn after an attempt at measuring: something where the source has answered, or nothing was to be counted. */
export function draw(
  review: Review,
  { start, end, services }: WindowFigures,
  round: number,
  attempt: number,
): Intent[] {
  if (start === null || end === null) return [];
  const isAnswered = services.some(
    (one) => hasFigure(one) || (one.requests === null && one.customers === null),
  );
  return isAnswered ? [drawing(review, round, attempt)] : [];
}

/**
 * The charts take the place of those before; where there are none any more, those that were drawn stay. If the review
 * became confidential while they were uploaded, they are taken back.
 */
export function chartsDrawn(
  { round, charts, hidden, again }: Extract<DomainEvent, { kind: 'charts.drawn' }>,
  known: Review | null,
): Decision {
  if (known === null || known.figures?.round !== round || !isKept(known))
    return ignored('another window is measured by now');
  const isNew = charts.length > 0 && !same(charts, known.figures.present.charts);
  const figures = isNew ? withCharts(known.figures, charts) : known.figures;
  const review: Review = { ...known, figures };
  const isLate = isNew && !hidden && isConfidential(known);
  return {
    outcome: 'done',
    because: known.because,
    review,
    intents: [
      ...(isLate ? takeBackCharts(review, known.version) : []),
      ...(isNew ? [reading(known, null, `charts ${round} ${charts[0]?.readAt}`)] : []),
      ...(again === null ? [] : [drawing(known, round, 'over', again)]),
    ],
  };
}

function drawing(
  { incident, generation }: Review,
  round: number,
  occurrence: number | 'over',
  notBefore?: Instant,
): Intent {
  const body = { kind: 'draw-charts' as const, incident, round, isOver: occurrence === 'over' };
  const intent = intentFor(incident, body, generation, round, occurrence);
  return notBefore === undefined ? intent : { ...intent, notBefore };
}
