/**
 * A metrics source over real HTTP on the loopback, shared by tests and sandbox: instant and range queries in
 * Prometheus's shape, of traffic that is made up in `traffic.ts`. `query.ts` knows which queries it understands;
 * whatever else it is asked it refuses, as a real one refuses what it cannot parse.
 */
export type { MetricsDouble } from './start.ts';
export { startMetricsDouble } from './start.ts';
export type { Traffic } from './traffic.ts';
