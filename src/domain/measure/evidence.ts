import type { ProblemCode } from '../problems.ts';
import type { Instant } from '../words.ts';
import type { MetricName } from './answer.ts';
import type { Asked } from './figure.ts';
import { fillLink } from './fill-in.ts';
import type { MeasuredWindow } from './window.ts';

/** What came of a query, as plain data: JSON knows neither NaN nor infinities. */
export type EvidenceValue =
  | { value: number }
  | { value: null; because: 'no-series' | 'several-series' | 'wrong-kind' | 'not-finite' }
  | { value: null; because: ProblemCode };

/**
 * Where a measured figure came from, kept as it was: what was asked, of whom, for which window, and when. `query` and
 * `service` are the user's words, `warnings` and `detail` those of the metrics source: neutralise them where people read.
 */
export type MetricEvidence = Readonly<{
  service: string;
  metric: MetricName;
  /** As it was evaluated, at the end of the window. */
  query: string;
  window: Readonly<MeasuredWindow>;
  readAt: Instant;
  /** The address of the metrics source, without anything secret. */
  source: string;
  /** Where people can see the query; null: nowhere is configured. */
  link: string | null;
  answer: Readonly<EvidenceValue>;
  detail: string | null;
  inPart: boolean;
  warnings: readonly string[];
}>;

export type ReadWhere = {
  service: string;
  window: MeasuredWindow;
  readAt: Instant;
  source: string;
  linkTemplate: string | null;
};

export function evidenceOf(
  { metric, query, answer }: Asked,
  { service, window, readAt, source, linkTemplate }: ReadWhere,
): MetricEvidence {
  const said = 'value' in answer ? answer.value : null;
  return Object.freeze({
    service,
    metric,
    query,
    window: Object.freeze({ ...window }),
    readAt,
    source,
    link: linkTemplate === null ? null : fillLink(linkTemplate, query, window),
    answer: Object.freeze(evidenceValue(answer)),
    detail: 'problem' in answer ? answer.detail : null,
    inPart: said?.inPart ?? false,
    warnings: Object.freeze([...(said?.warnings ?? [])]),
  });
}

function evidenceValue(answer: Asked['answer']): EvidenceValue {
  if ('problem' in answer) return { value: null, because: answer.problem };
  const said = answer.value;
  if (said.found !== 'value') return { value: null, because: said.found };
  return Number.isFinite(said.value) ? { value: said.value } : { value: null, because: 'not-finite' };
}
