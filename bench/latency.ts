import { startExpress, startProbot, startService } from './contestants.ts';
import { putLoad } from './load.ts';
import type { Row } from './table.ts';

const ratePerSecond = 1_000;
const seconds = 15;
const goalMs = 50;

/** How long an answer takes while deliveries come at a fixed rate, whatever the answers do. */
export async function measureLatency(tell: (line: string) => void): Promise<Row[]> {
  const latencies: { p50: number; p99: number; max: number }[] = [];
  for (const start of [startService, startExpress, startProbot]) {
    const { port, requests, stop } = await start();
    try {
      const load = (forSeconds: number) =>
        putLoad({ port, requests, connections: 50, seconds: forSeconds, ratePerSecond });
      await load(2);
      const { latencyMs } = await load(seconds);
      if (latencyMs === null) throw new Error('No latencies');
      latencies.push(latencyMs);
      tell(
        `latency ${start.name}: p50 ${latencyMs.p50.toFixed(1)}, p99 ${latencyMs.p99.toFixed(1)}, max ${latencyMs.max.toFixed(1)} ms`,
      );
    } finally {
      await stop();
    }
  }
  const [service, express, probot] = latencies;
  if (!service || !express || !probot) throw new Error('No latencies');
  const row = (what: string, of: 'p50' | 'p99') => ({
    what: `${what} answer at ${ratePerSecond} deliveries/s, ms`,
    service: service[of],
    peers: { express: express[of], probot: probot[of] },
    digits: 1,
    goals: [],
  });
  return [
    row('median', 'p50'),
    { ...row('p99', 'p99'), goals: [{ text: `< ${goalMs} ms`, met: service.p99 < goalMs }] },
  ];
}
