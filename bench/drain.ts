import { startService } from './contestants.ts';
import { putLoad } from './load.ts';
import { median, type Row } from './table.ts';

const rounds = 3;
const ratePerSecond = 1_000;
const burstSeconds = 2;

/** How long a burst is worked on after its last delivery was taken in. Until then requests go first. */
export async function measureDrain(tell: (line: string) => void): Promise<Row[]> {
  const service = await startService();
  const drainSeconds: number[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const { port, requests } = service;
      await putLoad({ port, requests, connections: 50, seconds: burstSeconds, ratePerSecond });
      const endedMs = performance.now();
      await service.drained();
      const seconds = (performance.now() - endedMs) / 1_000;
      drainSeconds.push(seconds);
      tell(`drain ${round}/${rounds}: all decided on ${seconds.toFixed(1)} s after the burst`);
    }
  } finally {
    await service.stop();
  }
  return [
    {
      what: `a burst of ${ratePerSecond * burstSeconds} decided on, s after its end`,
      service: median(drainSeconds),
      digits: 1,
      goals: [],
    },
  ];
}
