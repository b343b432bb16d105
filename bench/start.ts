import { setTimeout as sleep } from 'node:timers/promises';
import { startService } from './contestants.ts';
import { median, type Row } from './table.ts';

const starts = 5;
const settleMs = 3_000;
const startGoalMs = 1_500;
const memoryGoalMegabytes = 150;

/** How long the service takes from nothing, with a new database, to `/readyz`; and what it holds idle. */
export async function measureStart(tell: (line: string) => void): Promise<Row[]> {
  const startMs: number[] = [];
  const megabytes: number[] = [];
  for (let round = 1; round <= starts; round += 1) {
    const service = await startService();
    try {
      await sleep(settleMs);
      startMs.push(service.startMs);
      megabytes.push(await service.residentMegabytes());
      tell(
        `start ${round}/${starts}: ready after ${service.startMs.toFixed(0)} ms, idle with ${megabytes.at(-1)?.toFixed(0)} MB`,
      );
    } finally {
      await service.stop();
    }
  }
  const row = (what: string, values: number[], goal: number, unit: string): Row => ({
    what: `${what}, ${unit}`,
    service: median(values),
    digits: 0,
    goals: [{ text: `< ${goal} ${unit}`, met: median(values) < goal }],
  });
  return [
    row('start to /readyz', startMs, startGoalMs, 'ms'),
    row('resident memory when idle', megabytes, memoryGoalMegabytes, 'MB'),
  ];
}
