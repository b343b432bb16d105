import type { Instant } from '../../domain/words.ts';

/** A time in which a share of the requests failed, for some of the customers. */
export type Outage = { from: Instant; to: Instant; failedShare: number; customers: number };

/** The requests of one service, at an even pace day and night: what `metric` counts, by `outcome` and `customerLabel`. */
export type Traffic = {
  metric: string;
  customerLabel: string;
  perSecond: number;
  customers: number;
  outages: Outage[];
};

/** Seconds since 1970, from one to the other. */
export type Span = { from: number; to: number };

export function requestsIn(traffic: Traffic, which: 'failed' | 'all', span: Span): number {
  const { perSecond, outages } = traffic;
  if (which === 'all') return perSecond * Math.max(0, span.to - span.from);
  return outages.reduce((sum, one) => sum + perSecond * one.failedShare * overlap(one, span), 0);
}

/** Customers with at least one such request. Who is hit twice in one span is counted once: the widest outage counts. */
export function customersIn({ customers, outages }: Traffic, which: 'failed' | 'all', span: Span): number {
  if (span.to <= span.from) return 0;
  if (which === 'all') return customers;
  return Math.max(0, ...outages.map((one) => (overlap(one, span) > 0 ? one.customers : 0)));
}

function overlap({ from, to }: Outage, span: Span): number {
  const start = Math.max(Date.parse(from) / 1_000, span.from);
  return Math.max(0, Math.min(Date.parse(to) / 1_000, span.to) - start);
}
