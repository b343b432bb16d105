import { cellTitles } from '../cells.ts';
import { saysGone, stateOf } from '../check/cell-state.ts';
import type { Evidence } from '../check/evidence.ts';
import type { Guideline } from '../check/guideline.ts';
import { metricHosts } from '../check/metric-hosts.ts';
import { notFound } from '../check/not-found.ts';
import { listed } from '../check/shown.ts';
import { doesNotApply, forAPerson, met, notMet } from '../check/verdict.ts';
import { findMeasured } from '../measured-block.ts';
import type { CountCell } from '../measured-cells.ts';
import { hostsIn, linksTo } from '../review-text/addresses.ts';

const counts = ['customersAffected', 'requestsAffected'] as const satisfies CountCell[];

export const metricsLinked = {
  id: 'metrics-linked',
  for: 'dri',
  asks: 'the metrics behind the counts',
  check: (evidence) => {
    const { text, policy } = evidence;
    const there = counts.filter((name) => text.cells?.[name] !== undefined);
    if (there.length === 0) return notFound(text, 'Key Information');
    const standing = there.map((name) => ({ name, is: backing(name, evidence) }));
    const those = (is: Backing) =>
      standing.filter((one) => one.is === is).map(({ name }) => `_${cellTitles[name]}_`);
    const open = those('not-linked');
    if (open.length > 0) {
      const hosts = metricHosts(policy.metrics);
      const where = hosts.length === 0 ? '' : ` (${listed(hosts.map((host) => `\`${host}\``))})`;
      return notMet(
        `${listed(open)}: no metric is linked.`,
        `Link the metric or the log query it was read from${where}, or say there why none shows it: \`unknown because …\`.`,
      );
    }
    const unsure = those('linked-elsewhere');
    if (unsure.length > 0) {
      return forAPerson(
        `${listed(unsure)}: no hosts of metrics are configured, so nobody knows what the link shows.`,
      );
    }
    return those('linked').length > 0
      ? met('Each count links to its source.')
      : doesNotApply('There is no count that metrics could show.');
  },
} as const satisfies Guideline;

type Backing = 'linked' | 'linked-elsewhere' | 'not-linked' | 'nothing-to-link';

function backing(name: CountCell, { text, policy }: Evidence): Backing {
  const cell = text.cells?.[name] ?? '';
  const hosts = metricHosts(policy.metrics);
  if (linksTo(cell, hosts) || linksTo(measuredLines(name, text.lines), hosts)) return 'linked';
  const state = stateOf(cell, text);
  if (state === 'unknown' || (state === 'answered' && (saysGone(cell) || saysNone(cell))))
    return 'nothing-to-link';
  return hosts.length === 0 && hostsIn(cell).length > 0 ? 'linked-elsewhere' : 'not-linked';
}

/** What our own block says of where the figure came from. */
function measuredLines(name: CountCell, lines: string[]): string {
  const span = findMeasured(lines);
  if (span === null) return '';
  return lines
    .slice(span.from, span.to)
    .filter((line) => line.includes(`\`${name}\`:`))
    .join('\n');
}

function saysNone(cell: string): boolean {
  return /^\W*(?:none|nobody|no (?:customers?|users?|requests?)|0(?![\d.,%]))/i.test(cell);
}
