import { openStorage } from '../src/adapters/storage/open-storage.ts';
import { type Service, startService } from './contestants.ts';
import { deliveryBodies } from './delivery.ts';
import { putLoad } from './load.ts';
import { median, type Row } from './table.ts';

const few = 1_000;
const many = 100_000;
const rounds = 9;
const secondsEach = 2;
const goalRatio = 1.5;
const atOnce = 1_000;

/**
 * What one more delivery costs, taken in and decided on, when few and when many are stored. The two services
 * take turns, so that whatever else the machine does hits both alike.
 */
export async function measureGrowth(tell: (line: string) => void): Promise<Row[]> {
  const start = async (stored: number) => ({
    stored,
    service: await startService({ prepare: (url) => storeMany(url, stored) }),
    costsMs: [] as number[],
  });
  const contestants = [await start(few), await start(many)];
  try {
    for (const { service } of contestants) service.pause();
    // Round 0 warms up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      for (const { stored, service, costsMs } of contestants) {
        const costMs = await measureOnce(service);
        if (round > 0) costsMs.push(costMs);
        tell(`growth ${round}/${rounds} with ${stored} stored: ${costMs.toFixed(3)} ms for one more`);
      }
    }
  } finally {
    await Promise.all(contestants.map(({ service }) => service.stop()));
  }
  const [little = Number.NaN, much = Number.NaN] = contestants.map(({ costsMs }) => median(costsMs));
  const ratio = much / little;
  const row = { goals: [], digits: 2 };
  return [
    { ...row, what: `one more delivery with ${few} stored, ms`, service: little },
    {
      ...row,
      what: `one more delivery with ${many} stored, ms`,
      service: much,
      goals: [{ text: `≤ ${goalRatio} × that with ${few} (${ratio.toFixed(2)})`, met: ratio <= goalRatio }],
    },
  ];
}

/** Time until the last one is decided on, for each that came. */
async function measureOnce(service: Service): Promise<number> {
  service.resume();
  try {
    const { port, requests } = service;
    const load = { port, requests, connections: 1, seconds: secondsEach, ratePerSecond: null };
    const { answered, seconds } = await putLoad(load);
    const endedMs = performance.now();
    await service.drained();
    return (seconds * 1_000 + performance.now() - endedMs) / answered;
  } finally {
    service.pause();
  }
}

/** As many deliveries as that, taken in and ended earlier. */
async function storeMany(url: string, count: number): Promise<void> {
  const storage = await openStorage({ url });
  try {
    await storage.migrate();
    const bodies = deliveryBodies();
    const at = new Date().toISOString();
    for (let from = 0; from < count; from += atOnce) {
      const ids = Array.from({ length: Math.min(atOnce, count - from) }, (_, n) => `stored-${from + n}`);
      await Promise.all(
        ids.map((id, n) =>
          storage.storeDelivery({
            id,
            event: 'Issue Hook',
            body: bodies[n % bodies.length] ?? '',
            receivedAt: at,
          }),
        ),
      );
      await storage.endDeliveries(
        ids.map((id) => ({ id, outcome: 'done', reason: null })),
        at,
      );
    }
  } finally {
    await storage.close();
  }
}
