import { lanes } from '../domain/intents.ts';
import { createCarrier } from './carry-out.ts';
import type { Deps } from './deps.ts';
import { handleDeliveries } from './handle-deliveries.ts';

const atOnce = 8;
const deliveriesAtOnce = 50;
/** A judgement waits as long until people pause. What is due later than that, is left to the service. */
const patienceMs = 10_000;
const longestMs = 10 * 60_000;
const shortestWaitMs = 250;

/**
 * For a command, which does its work before it ends: handles and carries out all that is due, waiting for what
 * is due soon. Beside a running service both take from the same queue. Throws only when storage fails.
 */
export async function carryOutAll(deps: Deps, sleep: (ms: number) => Promise<void>): Promise<void> {
  const { storage, clock } = deps;
  const endAt = Date.parse(clock.now()) + longestMs;
  const carriers = lanes.map((lane) => createCarrier(deps, lane, atOnce, () => undefined));
  while (Date.parse(clock.now()) < endAt) {
    let done = await handleDeliveries(deps, deliveriesAtOnce, async () => undefined);
    for (const carrier of carriers) done += await carrier.startDue();
    await Promise.all(carriers.map((carrier) => carrier.settled()));
    if (done > 0) continue;
    const dueAt = (await Promise.all(lanes.map((lane) => storage.nextIntentAt(lane)))).filter(
      (at) => at !== null,
    );
    const waitMs = Math.min(...dueAt.map((at) => Date.parse(at) - Date.parse(clock.now())));
    if (waitMs > patienceMs) return;
    await sleep(Math.max(shortestWaitMs, waitMs));
  }
}
