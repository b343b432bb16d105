import { customersIn, requestsIn, type Span, type Traffic } from './traffic.ts';

/** What a query comes to at a moment, in seconds since 1970; null: there are no such series then. */
export type Query = (at: number) => number | null;

/** `earliest`: from when on samples are kept. */
export type Kept = { traffics: readonly Traffic[]; earliest: number };

const selector = String.raw`(?<metric>\w+)(?<failed>\{outcome="failed"\})?`;
const requests = new RegExp(String.raw`^sum\(increase\(${selector}\[(?<seconds>\d+)s\]\)\)$`);
const customers = new RegExp(
  String.raw`^count\(count by \((?<label>\w+)\) \(increase\(${selector}\[(?<seconds>\d+)s\]\) > 0\)\)$`,
);
const ratio =
  /^sum\(rate\((?<metric>\w+)\{outcome="failed"\}\[(?<minutes>\d+)m\]\)\) \/ sum\(rate\(\k<metric>\[\k<minutes>m\]\)\)$/;

/**
 * The queries that this source understands: those of the sandbox's configuration. null: it is none of them, which a
 * real one would perhaps answer.
 */
export function understand(text: string, kept: Kept): Query | null {
  const query = text.trim();
  return countOf(query, kept) ?? customersOf(query, kept) ?? ratioOf(query, kept);
}

function countOf(query: string, kept: Kept): Query | null {
  const { metric, failed, seconds } = requests.exec(query)?.groups ?? {};
  if (metric === undefined) return null;
  return over(metric, Number(seconds), kept, (traffic, span) =>
    requestsIn(traffic, failed ? 'failed' : 'all', span),
  );
}

/** `count` of nothing is nothing, and not 0. */
function customersOf(query: string, kept: Kept): Query | null {
  const { metric, failed, seconds, label } = customers.exec(query)?.groups ?? {};
  if (metric === undefined) return null;
  return over(metric, Number(seconds), kept, (traffic, span) =>
    traffic.customerLabel === label ? customersIn(traffic, failed ? 'failed' : 'all', span) || null : null,
  );
}

function ratioOf(query: string, kept: Kept): Query | null {
  const { metric, minutes } = ratio.exec(query)?.groups ?? {};
  if (metric === undefined) return null;
  return over(
    metric,
    Number(minutes) * 60,
    kept,
    (traffic, span) => requestsIn(traffic, 'failed', span) / requestsIn(traffic, 'all', span),
  );
}

function over(
  metric: string,
  seconds: number,
  { traffics, earliest }: Kept,
  count: (traffic: Traffic, span: Span) => number | null,
): Query {
  const traffic = traffics.find((one) => one.metric === metric);
  return (at) => {
    const span = { from: Math.max(at - seconds, earliest), to: at };
    return traffic === undefined || span.to <= span.from ? null : count(traffic, span);
  };
}
