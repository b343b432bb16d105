import { lanes } from '../../src/domain/intents.ts';
import { createCarrier } from '../../src/flows/carry-out.ts';
import type { Deps } from '../../src/flows/deps.ts';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';

const atOnce = 8;
const deliveriesAtOnce = 100;

/**
 * Does everything that is due at this moment and returns when nothing is left. What is due later stays.
 */
export async function settle(deps: Deps): Promise<void> {
  const carriers = lanes.map((lane) => createCarrier(deps, lane, atOnce, () => undefined));
  for (;;) {
    const handled = await handleDeliveries(deps, deliveriesAtOnce, async () => undefined);
    let started = 0;
    for (const carrier of carriers) started += await carrier.startDue();
    await Promise.all(carriers.map((carrier) => carrier.settled()));
    if (handled + started === 0) return;
  }
}
