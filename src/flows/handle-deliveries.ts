import { Problem } from '../domain/problems.ts';
import type { Delivery, DeliveryOutcome } from '../ports/storage.ts';
import type { Translation } from '../ports/translate.ts';
import { applyEvent } from './apply-event.ts';
import type { Deps } from './deps.ts';

type End = { outcome: DeliveryOutcome; reason: string | null; committed: boolean };

/**
 * Takes stored deliveries in the order of their arrival, translates them and applies what they tell.
 * Those that change nothing are ended together. Returns how many were handled; 0 means none waits.
 * `turn` is awaited before each, so that the door goes first. Throws only when storage fails.
 */
export async function handleDeliveries(
  deps: Deps,
  limit: number,
  turn: () => Promise<void>,
): Promise<number> {
  const deliveries = await deps.storage.nextDeliveries(limit, deps.clock.now());
  const left = new Set(deliveries);
  const ended: { id: string; outcome: DeliveryOutcome; reason: string | null }[] = [];
  try {
    for (const delivery of deliveries) {
      await turn();
      const { outcome, reason, committed } = await deps.within({ delivery: delivery.id }, () =>
        handleDelivery(delivery, deps),
      );
      if (outcome !== 'dropped') deps.metrics.delivery(outcome);
      left.delete(delivery);
      if (!committed) ended.push({ id: delivery.id, outcome, reason });
    }
  } catch (error) {
    // Storage failed: that is no fault of the deliveries, and must not count against them.
    await deps.storage.returnDeliveries([...left]).catch((err: unknown) => {
      deps.log.warn({ err }, 'deliveries that were taken could not be given back');
    });
    throw error;
  } finally {
    if (ended.length > 0) await deps.storage.endDeliveries(ended, deps.clock.now());
  }
  return deliveries.length;
}

/** One that is taken again and again without an end takes the process down each time it is handled. */
const mostAttempts = 5;

async function handleDelivery(delivery: Delivery, deps: Deps): Promise<End> {
  if (delivery.attempts > mostAttempts) {
    const reason = `taken up ${delivery.attempts - 1} times and never ended`;
    deps.log.error({ reason }, 'a delivery is parked, for it may have stopped the service');
    return { outcome: 'parked', reason, committed: false };
  }
  try {
    const translation = read(delivery, deps);
    if (translation.kind === 'ignored')
      return { outcome: 'ignored', reason: translation.reason, committed: false };
    if (translation.kind === 'unknown') {
      deps.log.warn({ reason: translation.reason }, 'a delivery was not understood and is parked');
      return { outcome: 'parked', reason: translation.reason, committed: false };
    }
    return await applyAll(translation, delivery, deps);
  } catch (error) {
    if (error instanceof Problem && error.code === 'storage-unavailable') throw error;
    // A bug of ours, or a damaged row: this delivery waits for a person, the others go on.
    deps.log.error({ err: error }, 'handling a delivery failed; it is parked');
    const reason = `bug: ${error instanceof Error ? error.message : String(error)}`;
    return { outcome: 'parked', reason, committed: false };
  }
}

/** The last event carries the end of the delivery, so that a crash in between tells all of them again. */
async function applyAll(
  { events }: Extract<Translation, { kind: 'events' }>,
  delivery: Delivery,
  deps: Deps,
): Promise<End> {
  let end: End = { outcome: 'ignored', reason: 'nothing happened', committed: false };
  for (const [index, event] of events.entries()) {
    const isLast = index === events.length - 1;
    const { decision, committed } = await applyEvent(event, isLast ? { delivery: delivery.id } : {}, deps);
    end = { outcome: decision.outcome, reason: decision.because, committed: isLast && committed };
    const fields = { event: event.kind, because: decision.because };
    deps.log.debug({ ...fields, intents: decision.intents.map(({ key }) => key) }, 'an event was decided on');
  }
  return end;
}

function read(delivery: Delivery, deps: Deps): Translation {
  let body: unknown;
  try {
    body = JSON.parse(delivery.body);
  } catch {
    return { kind: 'unknown', reason: 'the body is not JSON' };
  }
  return deps.translate(body);
}
