import { z } from 'zod';
import { chartKinds } from '../../../domain/chart/chart.ts';
import { metricNames } from '../../../domain/measure/answer.ts';
import { isReason, type Reason } from '../../../domain/measure/miss.ts';
import { isProblemCode, type ProblemCode } from '../../../domain/problems.ts';

const instant = z.iso.datetime();
const metric = z.enum(metricNames);
const reason = z.custom<Reason>((value) => typeof value === 'string' && isReason(value), 'no known reason');
const problem = z.custom<ProblemCode>(
  (value) => typeof value === 'string' && isProblemCode(value),
  'no known problem',
);

const miss = z.object({ reason, metric: metric.nullable(), detail: z.string().nullable() });

const outcome = z.union([
  z.object({
    figure: z.object({
      affected: z.number(),
      total: z.number().nullable(),
      share: z.number().nullable(),
      extrapolated: z.boolean(),
      inPart: z.boolean(),
      lacks: miss.nullable(),
    }),
  }),
  z.object({ miss }),
  z.object({
    loss: z.object({ from: instant, since: instant, all: z.boolean(), retentionDays: z.number() }),
    last: z.object({ reason }).nullable(),
  }),
]);

const serviceFigures = z.object({
  service: z.string(),
  requests: outcome.nullable(),
  customers: outcome.nullable(),
});

const placedUpload = z.object({ project: z.int(), upload: z.string() });

const placedChart = placedUpload.extend({
  service: z.string(),
  kind: z.enum(chartKinds),
  alt: z.string(),
  query: z.string(),
  start: instant,
  end: instant,
  stepSeconds: z.int(),
  readAt: instant,
  source: z.string(),
  link: z.string().nullable(),
});

const windowFigures = z.object({
  start: instant.nullable(),
  end: instant.nullable(),
  services: z.array(serviceFigures),
  charts: z.array(placedChart),
});

export const figures = z.object({
  round: z.int(),
  present: windowFigures,
  attempts: z.int(),
  firstTriedAt: instant.nullable(),
  triedUntil: instant.nullable(),
  nextAt: instant.nullable(),
  chartsAskedAt: instant.nullable(),
  earlier: z.array(windowFigures),
  replaced: z.array(placedUpload).default([]),
});

export const metricEvidence = z
  .object({
    service: z.string(),
    metric,
    query: z.string(),
    window: z.object({ start: instant, end: instant, seconds: z.int() }).readonly(),
    readAt: instant,
    source: z.string(),
    link: z.string().nullable(),
    answer: z
      .union([
        z.object({ value: z.number() }),
        z.object({
          value: z.null(),
          because: z.enum(['no-series', 'several-series', 'wrong-kind', 'not-finite']),
        }),
        z.object({ value: z.null(), because: problem }),
      ])
      .readonly(),
    detail: z.string().nullable(),
    inPart: z.boolean(),
    warnings: z.array(z.string()).readonly(),
  })
  .readonly();
