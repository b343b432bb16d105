import { z } from 'zod';
import type { MetricsAnswer, Point } from '../../domain/measure/answer.ts';
import { Problem } from '../../domain/problems.ts';

const mostWarnings = 5;
const longestWarning = 300;

/** Numbers come as text, since JSON knows no infinities: `"NaN"`, `"+Inf"`, `"-Inf"`, `"1.5e+07"`. */
const Sample = z.tuple([z.number(), z.string().transform(toNumber)]);
const Labels = z.record(z.string(), z.string());

const Data = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('scalar'), result: Sample }),
  z.object({ resultType: z.literal('string'), result: z.unknown() }),
  // Native histograms come as `histogram` or `histograms` in place of values.
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: Labels, value: Sample.optional() })),
  }),
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: Labels, values: z.array(Sample).optional() })),
  }),
  z.object({ resultType: z.literal('streams'), result: z.unknown() }),
]);

const Answered = z.object({
  status: z.literal('success'),
  data: Data,
  warnings: z.array(z.string()).nullish(),
  /** VictoriaMetrics, when a storage node did not answer. */
  isPartial: z.boolean().optional(),
});

type Answered = z.output<typeof Answered>;

/** VictoriaMetrics says how many series it read, Loki how it came to its answer; Prometheus does neither there. */
const OfVictoriaMetrics = z.object({ stats: z.object({ seriesFetched: z.union([z.string(), z.number()]) }) });
const OfLoki = z.object({ data: z.object({ stats: z.object({ summary: z.object({}) }) }) });

export function readInstant(body: unknown): MetricsAnswer<number> {
  const answer = checked(body);
  const { data } = answer;
  const about = circumstances(answer, body);
  if (data.resultType === 'scalar') return { found: 'value', value: data.result[1], ...about };
  if (data.resultType !== 'vector') return { found: 'wrong-kind', kind: data.resultType, ...about };
  const [first, ...more] = data.result;
  if (first === undefined) return { found: 'no-series', ...about };
  if (more.length > 0) return { found: 'several-series', count: data.result.length, ...about };
  if (first.value === undefined) return { found: 'wrong-kind', kind: 'histogram', ...about };
  return { found: 'value', value: first.value[1], ...about };
}

export function readRange(body: unknown): MetricsAnswer<Point[]> {
  const answer = checked(body);
  const { data } = answer;
  const about = circumstances(answer, body);
  if (data.resultType !== 'matrix') return { found: 'wrong-kind', kind: data.resultType, ...about };
  const [first, ...more] = data.result;
  if (first === undefined) return { found: 'no-series', ...about };
  if (more.length > 0) return { found: 'several-series', count: data.result.length, ...about };
  if (first.values === undefined) return { found: 'wrong-kind', kind: 'histogram', ...about };
  const points = first.values.map(([at, value]) => ({ at: new Date(at * 1_000).toISOString(), value }));
  return { found: 'value', value: points, ...about };
}

function checked(body: unknown): Answered {
  const read = Answered.safeParse(body);
  if (read.success) return read.data;
  // Values stay out of the text: labels may name customers.
  const faults = read.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Problem('metrics-unreadable', `the answer is not as documented: ${faults.join('; ')}`);
}

/**
 * What Prometheus says of the query itself begins with `PromQL`. Any other warning means that a store behind it did
 * not answer, and that what it holds is missing.
 */
function circumstances({ warnings, isPartial }: Answered, body: unknown) {
  const said = warnings ?? [];
  const ofQuery = (warning: string) => /^PromQL (?:info|warning):/.test(warning);
  const isInfo = (warning: string) => warning.startsWith('PromQL info:');
  return {
    warnings: said
      .filter((warning) => !isInfo(warning))
      .slice(0, mostWarnings)
      .map((warning) => warning.slice(0, longestWarning).toWellFormed()),
    inPart: isPartial === true || said.some((warning) => !ofQuery(warning)),
    // Neither of the two estimates what lies beyond the samples.
    extrapolates: !OfVictoriaMetrics.safeParse(body).success && !OfLoki.safeParse(body).success,
  };
}

function toNumber(text: string, context: z.RefinementCtx): number {
  const value = numberOf(text);
  if (value !== null) return value;
  context.addIssue({ code: 'custom', message: 'not a number' });
  return z.NEVER;
}

function numberOf(text: string): number | null {
  if (text === 'NaN') return Number.NaN;
  if (/^[+-]?Inf$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}
