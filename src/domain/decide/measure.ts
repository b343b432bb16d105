import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { areOf, beginAnew, type Figures, type ImpactWindow, isServiceSettled } from '../measure/figures.ts';
import { measuredServices } from '../measure/measured-services.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { draw } from './charts-drawn.ts';
import { type Decision, ignored, intentFor } from './decision.ts';
import { isKept, reading, same } from './refresh.ts';

/**
 * What is to be measured for the window that a review tells: anew when it is another one, or when a service came to it.
 * Asked again for what is under way, it comes to the same key.
 */
export function measure(
  review: Review,
  window: ImpactWindow,
  policy: Policy,
): { figures: Figures | null; intents: Intent[] } {
  const services = measuredServices(review.snapshot.labels, policy);
  if (!isKept(review) || services.length === 0) return { figures: review.figures, intents: [] };
  const isKnown = review.figures !== null && areOf(review.figures, window, services);
  const figures = isKnown && review.figures ? review.figures : beginAnew(review.figures, window);
  const { present, attempts } = figures;
  const isAll = services.every(({ label }) =>
    present.services.some((one) => one.service === label && isServiceSettled(one)),
  );
  return {
    figures,
    intents: [
      // What was measured for this window before is to be shown again.
      ...(isKnown || present.services.length === 0
        ? []
        : [reading(review, null, `figures ${figures.round} 0`)]),
      // After the first attempt each says when the next one is.
      ...(isAll || attempts > 0 ? [] : [attemptAt(review, figures.round, 1)]),
    ],
  };
}

/** What came of an attempt: it is kept, shown, and tried again when that may tell more. */
export function figuresMeasured(
  event: Extract<DomainEvent, { kind: 'figures.measured' }>,
  known: Review | null,
): Decision {
  const { round, attempt, at, services, evidence, again, triedUntil } = event;
  if (known === null || known.figures?.round !== round || !isKept(known))
    return ignored('another window is measured by now');
  const { figures } = known;
  const review: Review = {
    ...known,
    figures: {
      ...figures,
      present: { ...figures.present, services },
      attempts: attempt,
      firstTriedAt: figures.firstTriedAt ?? at,
      triedUntil,
    },
  };
  const isNew = !same(services, figures.present.services) || triedUntil !== figures.triedUntil;
  return {
    outcome: 'done',
    because: 'the answers are kept as evidence',
    review,
    intents: [
      ...(isNew ? [reading(known, null, `figures ${round} ${attempt}`)] : []),
      ...(isNew ? draw(known, { ...figures.present, services }, round, attempt) : []),
      ...(again === null ? [] : [attemptAt(known, round, attempt + 1, again)]),
    ],
    evidence,
  };
}

function attemptAt(
  { incident, generation }: Review,
  round: number,
  attempt: number,
  notBefore?: Instant,
): Intent {
  const body = { kind: 'measure-figures' as const, incident, round, attempt };
  const intent = intentFor(incident, body, generation, round, attempt);
  return notBefore === undefined ? intent : { ...intent, notBefore };
}
