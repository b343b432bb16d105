import type { Traffic } from '../metrics/index.ts';

/** What the services of the story were asked on its day. The figures of the runners are those of a real incident. */
export const scenarioTraffic: readonly [runners: Traffic, uploads: Traffic] = [
  {
    metric: 'runner_requests_total',
    customerLabel: 'namespace',
    perSecond: 8_700,
    customers: 4_580,
    outages: [
      {
        from: '2024-10-31T04:18:00.000Z',
        to: '2024-10-31T22:05:00.000Z',
        failedShare: 0.009,
        customers: 550,
      },
    ],
  },
  {
    metric: 'upload_requests_total',
    customerLabel: 'customer',
    perSecond: 4,
    customers: 1_210,
    outages: [
      {
        from: '2024-10-31T19:30:00.000Z',
        to: '2024-10-31T21:50:00.000Z',
        failedShare: 0.027,
        customers: 74,
      },
    ],
  },
];

/** As long the metrics of the story are kept. */
export const retentionDays = 7;

/** The queries of a service whose requests `metric` counts, as lines of the configuration file. */
export function queriesOf({ metric, customerLabel }: Traffic): string {
  const failed = `${metric}{outcome="failed"}`;
  const customers = (selector: string) =>
    `count(count by (${customerLabel}) (increase(${selector}[$window]) > 0))`;
  return `
      requestsAffected: 'sum(increase(${failed}[$window]))'
      requestsTotal: 'sum(increase(${metric}[$window]))'
      customersAffected: '${customers(failed)}'
      customersTotal: '${customers(metric)}'
      errorRatio: 'sum(rate(${failed}[5m])) / sum(rate(${metric}[5m]))'`;
}
