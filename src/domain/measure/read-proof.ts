import { chartKinds } from '../chart/chart.ts';
import { isUpload, type PlacedChart } from '../chart/placed-chart.ts';
import { isProblemCode } from '../problems.ts';
import type { Instant } from '../words.ts';
import { metricNames } from './answer.ts';
import type { EvidenceValue, MetricEvidence } from './evidence.ts';
import type { CountFigure } from './figure.ts';
import type { Outcome, ServiceFigures, WindowFigures } from './figures.ts';
import { isReason, type Miss, type Reason } from './miss.ts';
import type { MeasuredWindow } from './window.ts';

/** Figures with where they came from, as they are kept in a review. */
export type Proof = { windows: WindowFigures[]; evidence: MetricEvidence[] };

/** What was written as JSON, checked to the last field; null: it is not that. Never throws. */
export function readProof(json: string): Proof | null {
  try {
    const { windows, evidence } = fields(JSON.parse(json));
    return { windows: list(windows, windowFigures), evidence: list(evidence, evidenceIn) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotAProof) return null;
    throw error;
  }
}

class NotAProof extends Error {}

type Fields = Record<string, unknown>;

function windowFigures(value: unknown): WindowFigures {
  const { start, end, services, charts } = fields(value);
  return {
    start: orNull(start, instant),
    end: orNull(end, instant),
    services: list(services, serviceFigures),
    charts: list(charts, placedChart),
  };
}

function serviceFigures(value: unknown): ServiceFigures {
  const { service, requests, customers } = fields(value);
  return {
    service: text(service),
    requests: orNull(requests, outcome),
    customers: orNull(customers, outcome),
  };
}

function placedChart(value: unknown): PlacedChart {
  const chart = fields(value);
  const upload = text(chart.upload);
  return {
    service: text(chart.service),
    kind: chartKinds.find((kind) => kind === chart.kind) ?? fail(),
    project: number(chart.project),
    upload: isUpload(upload) ? upload : fail(),
    alt: text(chart.alt),
    query: text(chart.query),
    start: instant(chart.start),
    end: instant(chart.end),
    stepSeconds: number(chart.stepSeconds),
    readAt: instant(chart.readAt),
    source: text(chart.source),
    link: orNull(chart.link, text),
  };
}

function outcome(value: unknown): Outcome {
  const { figure, miss: why, loss, last } = fields(value);
  if (figure !== undefined) return { figure: countFigure(figure) };
  if (why !== undefined) return { miss: miss(why) };
  const { from, since, all, retentionDays } = fields(loss);
  return {
    loss: {
      from: instant(from),
      since: instant(since),
      all: flag(all),
      retentionDays: number(retentionDays),
    },
    last: orNull(last, (one) => ({ reason: reasonIn(fields(one).reason) })),
  };
}

function countFigure(value: unknown): CountFigure {
  const { affected, total, share, extrapolated, inPart, lacks } = fields(value);
  return {
    affected: number(affected),
    total: orNull(total, number),
    share: orNull(share, number),
    extrapolated: flag(extrapolated),
    inPart: flag(inPart),
    lacks: orNull(lacks, miss),
  };
}

function miss(value: unknown): Miss {
  const { reason, metric, detail } = fields(value);
  return { reason: reasonIn(reason), metric: orNull(metric, metricName), detail: orNull(detail, text) };
}

function reasonIn(value: unknown): Reason {
  const name = text(value);
  return isReason(name) ? name : fail();
}

function evidenceIn(value: unknown): MetricEvidence {
  const { service, metric, query, window, readAt, source, link, answer, detail, inPart, warnings } =
    fields(value);
  return {
    service: text(service),
    metric: metricName(metric),
    query: text(query),
    window: measuredWindow(window),
    readAt: instant(readAt),
    source: text(source),
    link: orNull(link, text),
    answer: evidenceValue(answer),
    detail: orNull(detail, text),
    inPart: flag(inPart),
    warnings: list(warnings, text),
  };
}

function measuredWindow(value: unknown): MeasuredWindow {
  const { start, end, seconds } = fields(value);
  return { start: instant(start), end: instant(end), seconds: number(seconds) };
}

const withoutValue = ['no-series', 'several-series', 'wrong-kind', 'not-finite'] as const;

function evidenceValue(found: unknown): EvidenceValue {
  const { value, because } = fields(found);
  if (value !== null) return { value: number(value) };
  const said = text(because);
  const known = withoutValue.find((one) => one === said);
  if (known !== undefined) return { value: null, because: known };
  if (!isProblemCode(said)) throw new NotAProof();
  return { value: null, because: said };
}

function metricName(value: unknown): MetricEvidence['metric'] {
  return metricNames.find((name) => name === value) ?? fail();
}

function instant(value: unknown): Instant {
  const said = text(value);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(said) && !Number.isNaN(Date.parse(said))
    ? said
    : fail();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : fail();
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : fail();
}

function flag(value: unknown): boolean {
  return typeof value === 'boolean' ? value : fail();
}

function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null ? null : read(value);
}

function list<T>(value: unknown, read: (value: unknown) => T): T[] {
  return Array.isArray(value) ? value.map(read) : fail();
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : fail();
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(): never {
  throw new NotAProof();
}
