import type { Traffic } from '../../src/sandbox/metrics/index.ts';
import { queriesOf } from '../../src/sandbox/scenario/traffic.ts';

/** From 04:00 to 06:00 every tenth request failed: two a second. */
export const traffic: Traffic = {
  metric: 'runner_requests_total',
  customerLabel: 'namespace',
  perSecond: 20,
  customers: 400,
  outages: [
    { from: '2024-10-31T04:00:00.000Z', to: '2024-10-31T06:00:00.000Z', failedShare: 0.1, customers: 48 },
  ],
};

/** The configuration of a service whose traffic is measured at `url`. */
export const measuredPolicy = (url: string, queries = queriesOf(traffic)): string => `
gitlab: { projects: [{ incidents: acme/production }] }
services:
  - label: "Service::CI Runners"
    team: runner
    owners: [alice, carol]
    manager: bob
    metrics:${queries}
metrics: { url: "${url}", link: "https://grafana.example.com/explore?expr=$query&from=$start&to=$end", retentionDays: 7 }
`;
