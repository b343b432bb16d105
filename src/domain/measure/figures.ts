import type { PlacedChart, PlacedUpload } from '../chart/placed-chart.ts';
import type { Service } from '../policy.ts';
import type { Instant } from '../words.ts';
import { counted } from './answer.ts';
import { type Measured, whyAgain } from './figure.ts';
import type { Miss } from './miss.ts';
import { type ImpactWindow, type Loss, windowIn } from './window.ts';

/** What is known of one figure. `loss`: it can never be measured any more; `last`: why it had not been until then. */
export type Outcome = Measured | { loss: Loss; last: Pick<Miss, 'reason'> | null };

/** The figures of one service, by its label; null: nobody has configured a query for it. */
export type ServiceFigures = { service: string; requests: Outcome | null; customers: Outcome | null };

/** `services`: empty until the first attempt has ended. `charts`: until some were drawn. */
export type WindowFigures = ImpactWindow & { services: ServiceFigures[]; charts: PlacedChart[] };

/**
 * What was measured of an incident. `present`: for the window that its review tells now. `earlier`: for those that it
 * told before, the newest first, since they stay as evidence.
 */
export type Figures = {
  /** Rises each time that measuring begins anew. */
  round: number;
  present: WindowFigures;
  /** Of this round. */
  attempts: number;
  firstTriedAt: Instant | null;
  /** Until when it is tried again; null: not by itself. */
  triedUntil: Instant | null;
  /** When it is tried next; null: nothing is left to try, or the first attempt has not ended. */
  nextAt: Instant | null;
  /** When charts of this round were last asked for; null: not yet. */
  chartsAskedAt: Instant | null;
  earlier: WindowFigures[];
  /** Pictures that no window shows any more. They lie in their projects all the same. */
  replaced: PlacedUpload[];
};

/** Who corrects a window again and again is not followed without an end. */
const mostEarlier = 4;

/** Nothing more can be learnt of it. */
export function isSettled(outcome: Outcome | null): boolean {
  return outcome === null || 'loss' in outcome || whyAgain(outcome) === null;
}

export function isServiceSettled(figures: ServiceFigures): boolean {
  return counted.every((about) => isSettled(figures[about]));
}

function sameWindow(a: ImpactWindow, b: ImpactWindow): boolean {
  return a.start === b.start && a.end === b.end;
}

type Labelled = Pick<Service, 'label'>;

/** Whether they are of this window and of these services, all of them and no other, however far they have come. */
export function areOf(figures: Figures, window: ImpactWindow, services: Labelled[]): boolean {
  const { present, attempts } = figures;
  if (!sameWindow(present, window) || present.services.some((one) => !isAmong(services, one))) return false;
  return (
    attempts === 0 || services.every(({ label }) => present.services.some((one) => one.service === label))
  );
}

/** A moment for which nobody came: then whoever should have come is not waited for. */
const forgottenAfterMs = 3_600_000;

/** Whether something is left to measure, and no attempt at it is under way: it came while the review was closed. */
export function isForgotten({ present, attempts, nextAt }: Figures, now: Instant): boolean {
  if (attempts === 0 || windowIn(present) === null || present.services.every(isServiceSettled)) return false;
  return nextAt === null || Date.parse(now) - Date.parse(nextAt) > forgottenAfterMs;
}

/** A round of which nobody has tried anything. */
const untried = {
  attempts: 0,
  firstTriedAt: null,
  triedUntil: null,
  nextAt: null,
  chartsAskedAt: null,
} as const satisfies Partial<Figures>;

/** All that is known goes on: what was measured for this window before counts, and what it was measured for until now stays. */
export function beginAnew(figures: Figures | null, window: ImpactWindow, services: Labelled[]): Figures {
  const known = figures === null ? [] : [figures.present, ...figures.earlier];
  const again = known.find((one) => sameWindow(one, window)) ?? { ...window, services: [], charts: [] };
  const present = onlyOf(again, (one) => isAmong(services, one));
  const off = onlyOf(again, (one) => !isAmong(services, one));
  const others = [off, ...known.filter((one) => one !== again)];
  const earlier = others.filter((one) => one.services.some(hasFigure)).slice(0, mostEarlier);
  const forgotten = others.filter((one) => !earlier.includes(one)).flatMap(({ charts }) => charts);
  return {
    round: (figures?.round ?? 0) + 1,
    present: { ...present, start: window.start, end: window.end },
    ...untried,
    earlier,
    replaced: [...(figures?.replaced ?? []), ...forgotten.map(uploadOf)],
  };
}

function isAmong(services: Labelled[], { service }: { service: string }): boolean {
  return services.some(({ label }) => label === service);
}

function onlyOf(window: WindowFigures, isMeant: (one: { service: string }) => boolean): WindowFigures {
  return { ...window, services: window.services.filter(isMeant), charts: window.charts.filter(isMeant) };
}

/** The charts of the present window; those before are shown no more. */
export function withCharts(figures: Figures, charts: PlacedChart[]): Figures {
  const { present, replaced } = figures;
  return {
    ...figures,
    present: { ...present, charts },
    replaced: [...replaced, ...present.charts.map(uploadOf)],
  };
}

/** Every picture that was uploaded, shown or not. */
export function uploadsOf({ present, earlier, replaced }: Figures): PlacedUpload[] {
  const charts = [present, ...earlier].flatMap((window) => window.charts);
  return [...charts.map(uploadOf), ...replaced];
}

/** The same without pictures that are gone. */
export function withoutUploads(figures: Figures, gone: PlacedUpload[]): Figures {
  const isLeft = ({ project, upload }: PlacedUpload): boolean =>
    !gone.some((one) => one.project === project && one.upload === upload);
  const leftOf = (window: WindowFigures): WindowFigures => ({
    ...window,
    charts: window.charts.filter(isLeft),
  });
  return {
    ...figures,
    present: leftOf(figures.present),
    earlier: figures.earlier.map(leftOf),
    replaced: figures.replaced.filter(isLeft),
  };
}

function uploadOf({ project, upload }: PlacedUpload): PlacedUpload {
  return { project, upload };
}

/** What was measured before a database was lost: it counts, and what is missing is measured as if nobody had tried. */
export function recalled([present, ...earlier]: WindowFigures[]): Figures | null {
  if (present === undefined) return null;
  return {
    round: 1,
    present,
    ...untried,
    earlier,
    replaced: [],
  };
}

/** It has a chart alone. */
export function hasNoCounter({ requests, customers }: ServiceFigures): boolean {
  return requests === null && customers === null;
}

/** Whether something was measured, and not only found to be missing. */
export function hasFigure({ requests, customers }: ServiceFigures): boolean {
  return [requests, customers].some((outcome) => outcome !== null && 'figure' in outcome);
}

/**
 * What is known after another attempt: a figure gives way to none but one that lacks less. What a source answers later
 * may be less than the truth, because it has thrown some of it away.
 */
export function better(known: Outcome | null, next: Outcome | null): Outcome | null {
  if (known === null || !('figure' in known) || next === null) return next;
  return 'figure' in next && lacksOf(next) < lacksOf(known) ? next : known;
}

function lacksOf({ figure: { lacks, inPart } }: Extract<Outcome, { figure: unknown }>): number {
  return (lacks === null ? 0 : 1) + (inPart ? 1 : 0);
}
