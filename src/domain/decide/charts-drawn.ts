import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { type Figures, hasFigure, hasNoCounter, withCharts } from '../measure/figures.ts';
import { lostFrom, windowIn } from '../measure/window.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored, intentFor } from './decision.ts';
import { isKept, reading, same } from './refresh.ts';
import { isConfidential } from './retract.ts';
import { takeBackCharts } from './take-back-charts.ts';

/** A drawing that came to nothing is not repeated before that. */
const pauseMs = 3_600_000;

/** Whether what was measured has no picture yet, and could have one. */
export function isWorthDrawing(
  { present, attempts, chartsAskedAt }: Figures,
  { metrics }: Pick<Policy, 'metrics'>,
  now: Instant,
): boolean {
  const { services, charts } = present;
  const window = windowIn(present);
  if (window === null || charts.length > 0 || now >= lostFrom(window, metrics.retentionDays)) return false;
  if (!services.some((one) => hasFigure(one) || (attempts > 0 && hasNoCounter(one)))) return false;
  return chartsAskedAt === null || Date.parse(now) - Date.parse(chartsAskedAt) > pauseMs;
}

/** Charts of what was measured are asked for. */
export function draw(
  review: Review,
  figures: Figures,
  now: Instant,
): { figures: Figures; intents: Intent[] } {
  const { start, end } = figures.present;
  if (start === null || end === null) return { figures, intents: [] };
  return { figures: { ...figures, chartsAskedAt: now }, intents: [drawing(review, figures.round, now)] };
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
  occurrence: Instant | 'over',
  notBefore?: Instant,
): Intent {
  const body = { kind: 'draw-charts' as const, incident, round, isOver: occurrence === 'over' };
  const intent = intentFor(incident, body, generation, round, occurrence);
  return notBefore === undefined ? intent : { ...intent, notBefore };
}
