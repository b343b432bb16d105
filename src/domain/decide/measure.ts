import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { counted } from '../measure/answer.ts';
import {
  areOf,
  beginAnew,
  type Figures,
  hasNoCounter,
  isForgotten,
  isServiceSettled,
  type ServiceFigures,
} from '../measure/figures.ts';
import { measuredServices } from '../measure/measured-services.ts';
import { type ImpactWindow, lostFrom, windowIn } from '../measure/window.ts';
import type { Policy, Service } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { draw, isWorthDrawing } from './charts-drawn.ts';
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
  now: Instant,
): { figures: Figures | null; intents: Intent[] } {
  const services = measuredServices(review.snapshot.labels, policy);
  if (
    !isKept(review) ||
    policy.metrics.url === null ||
    !isToBeMeasured(review, services, window, policy, now)
  )
    return { figures: review.figures, intents: [] };
  const known = review.figures;
  const isKnown = known !== null && areOf(known, window, services) && !isForgotten(known, now);
  const figures = isKnown ? known : beginAnew(known, window, services);
  if (isKnown && isWorthDrawing(figures, policy, now)) {
    const drawn = draw(review, figures, now);
    return { figures: drawn.figures, intents: drawn.intents };
  }
  const { present, attempts } = figures;
  const isAll = services.every(({ label }) =>
    present.services.some((one) => one.service === label && isServiceSettled(one)),
  );
  return {
    figures,
    intents: [
      // What was measured for this window before is to be shown again.
      ...(isKnown || !isShown(present.services, services)
        ? []
        : [reading(review, null, `figures ${figures.round} 0`)]),
      // After the first attempt each says when the next one is.
      ...(isAll || attempts > 0 ? [] : [attemptAt(review, figures.round, 1)]),
    ],
  };
}

/**
 * Nothing is where no service can be measured, nor was. Neither is it where the metrics were there when the review was
 * opened, are gone by now, and nobody remembers what was measured: a loss would take the place of a figure.
 */
function isToBeMeasured(
  { figures, openedAt }: Review,
  services: Service[],
  impact: ImpactWindow,
  { metrics }: Policy,
  now: Instant,
): boolean {
  if (services.length === 0) return (figures?.present.services.length ?? 0) > 0;
  const window = windowIn(impact);
  if (figures !== null || window === null || openedAt === null) return true;
  const lost = lostFrom(window, metrics.retentionDays);
  return now < lost || openedAt >= lost;
}

/** What was known of this window before, or that nothing is to be known any more. */
function isShown(known: ServiceFigures[], services: Service[]): boolean {
  return known.length > 0 || services.length === 0;
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
  const before = figures.present.services;
  const measured: Figures = {
    ...figures,
    present: { ...figures.present, services },
    attempts: attempt,
    firstTriedAt: figures.firstTriedAt ?? at,
    triedUntil,
    nextAt: again,
  };
  const isNew = !sameToPeople(services, before) || triedUntil !== figures.triedUntil;
  const isAnswered = evidence.length > 0 || services.some(hasNoCounter);
  const isDrawn = isAnswered && (figures.present.charts.length === 0 || isBetter(services, before));
  const drawn = isDrawn ? draw(known, measured, at) : { figures: measured, intents: [] };
  return {
    outcome: 'done',
    because: 'the answers are kept as evidence',
    review: { ...known, figures: drawn.figures },
    intents: [
      ...(isNew ? [reading(known, null, `figures ${round} ${attempt}`)] : []),
      ...drawn.intents,
      ...(again === null ? [] : [attemptAt(known, round, attempt + 1, again)]),
    ],
    evidence,
  };
}

/** Details of what failed are other words each time, and nobody reads them in the review. */
function sameToPeople(some: ServiceFigures[], others: ServiceFigures[]): boolean {
  const withoutDetails = (of: ServiceFigures[]): unknown =>
    JSON.parse(JSON.stringify(of, (key, value: unknown) => (key === 'detail' ? undefined : value)));
  return same(withoutDetails(some), withoutDetails(others));
}

/** Whether a figure is new or another one. */
function isBetter(services: ServiceFigures[], before: ServiceFigures[]): boolean {
  return services.some((one) => {
    const known = before.find(({ service }) => service === one.service);
    return counted.some((about) => {
      const outcome = one[about];
      return outcome !== null && 'figure' in outcome && !same(outcome, known?.[about]);
    });
  });
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
