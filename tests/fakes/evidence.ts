import type { MetricEvidence } from '../../src/domain/measure/evidence.ts';

/** What a metrics source answered for the window of an incident. */
export function someEvidence(over: Partial<MetricEvidence> = {}): MetricEvidence {
  return {
    service: 'Service::CI Runners',
    metric: 'requestsAffected',
    query: 'sum(increase(failed[64020s]))',
    window: { start: '2024-10-31T04:18:00.000Z', end: '2024-10-31T22:05:00.000Z', seconds: 64_020 },
    readAt: '2024-10-31T22:08:00.000Z',
    source: 'https://prometheus.example.com',
    link: 'https://grafana.example.com/explore?expr=sum%28increase%28failed%5B64020s%5D%29%29',
    answer: { value: 5_012_766.6 },
    detail: null,
    inPart: false,
    warnings: [],
    ...over,
  };
}
