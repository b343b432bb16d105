/** Requests of a service that were made up, second by second, and the counters that a scraper would have seen of them. */

/** Seconds since 1970, as all moments here. */
export type Traffic = {
  from: number;
  to: number;
  /** What really happened from just after `after` up to and with `until`. */
  truth(which: 'failed' | 'all', after: number, until: number): number;
  /** Namespaces with at least one failed request in that time. */
  namespacesHit(after: number, until: number): number;
  /** What was scraped of it, in OpenMetrics' text format. */
  openMetrics: string;
};

export type Trouble = {
  /** The process begins anew here: its counters are at 0, and what was counted since the last scrape is gone. */
  restartsAt: number[];
  /** Nothing is scraped; the process goes on counting. */
  gaps: { from: number; to: number }[];
  /** Requests fail only in this time, of these namespaces. */
  fails: { from: number; to: number; namespaces: string[] };
};

const namespaces = ['ada', 'bob', 'cy', 'dee', 'eve', 'fay', 'gil', 'hal'];
const scrapedEverySeconds = 15;

export function makeUpTraffic(from: number, to: number, { restartsAt, gaps, fails }: Trouble): Traffic {
  const random = seeded(7);
  const happened: { at: number; namespace: string; failed: number; fine: number }[] = [];
  const counters = new Map(namespaces.map((namespace) => [namespace, { failed: 0, fine: 0 }]));
  const series = new Map<string, string[]>();
  const scrape = (at: number) => {
    for (const [namespace, { failed, fine }] of counters) {
      for (const [code, value] of [['500', failed] as const, ['200', fine] as const]) {
        const name = `http_requests_total{job="runner",code="${code}",namespace="${namespace}"}`;
        series.set(name, [...(series.get(name) ?? []), `${name} ${value} ${at}`]);
      }
    }
  };
  for (let at = from; at <= to; at += 1) {
    if (restartsAt.includes(at))
      for (const counter of counters.values()) Object.assign(counter, { failed: 0, fine: 0 });
    for (const [namespace, counter] of counters) {
      const requests = 20 + Math.floor(random() * 21);
      const isFailing = at > fails.from && at <= fails.to && fails.namespaces.includes(namespace);
      const failed = isFailing ? Math.floor(requests * 0.3) : 0;
      counter.failed += failed;
      counter.fine += requests - failed;
      happened.push({ at, namespace, failed, fine: requests - failed });
    }
    const isGap = gaps.some((gap) => at > gap.from && at <= gap.to);
    if ((at - from) % scrapedEverySeconds === 0 && !isGap) scrape(at);
  }
  const within = (after: number, until: number) => happened.filter(({ at }) => at > after && at <= until);
  return {
    from,
    to,
    truth: (which, after, until) =>
      within(after, until).reduce((sum, { failed, fine }) => sum + failed + (which === 'all' ? fine : 0), 0),
    namespacesHit: (after, until) =>
      new Set(within(after, until).flatMap(({ namespace, failed }) => (failed > 0 ? [namespace] : []))).size,
    openMetrics: ['# TYPE http_requests counter', ...[...series.values()].flat(), '# EOF', ''].join('\n'),
  };
}

/** The same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
