import type { PlacedChart } from '../../src/domain/chart/placed-chart.ts';

/** A chart of the incident that most examples are about. */
export function aPlacedChart(over: Partial<PlacedChart> = {}): PlacedChart {
  return {
    service: 'Service::CI Runners',
    kind: 'error-ratio',
    project: 7,
    upload: '/uploads/0123456789abcdef0123456789abcdef/error-ratio.png',
    alt: 'Error ratio of Service::CI Runners from 2024-10-30 23:51 UTC to 2024-11-01 02:31 UTC. It is 0 throughout.',
    query: 'sum(rate(failed[300s])) / sum(rate(all[300s]))',
    start: '2024-10-30T23:55:00.000Z',
    end: '2024-10-31T22:05:00.000Z',
    stepSeconds: 300,
    readAt: '2024-10-31T22:08:00.000Z',
    source: 'https://prometheus.example.com',
    link: 'https://grafana.example.com/explore?expr=sum%28rate%28failed%5B300s%5D%29%29',
    ...over,
  };
}
