import type { AppEvent } from '../../domain/app-events.ts';
import { Problem } from '../../domain/problems.ts';
import type { Log } from '../../ports/log.ts';
import { appLog } from './app-log.ts';
import type { AppContext, Registered } from './bot.ts';
import { withTimeLimit } from './time-limit.ts';

/**
 * Calls every handler of an event side by side and waits for all. When one fails, the others still get
 * to their end; the event is told again later, to all of them.
 *
 * @throws Problem `app-failed` when one threw or the time was over
 */
export async function tellHandlers(
  app: string,
  handlers: readonly Registered[],
  event: AppEvent,
  { timeoutMs, log }: { timeoutMs: number; log: Log },
): Promise<void> {
  const failures: unknown[] = [];
  const tell = async (signal: AbortSignal): Promise<void> => {
    const context = contextOf(app, event, log, signal);
    const called = handlers
      .filter((registered) => registered.event === event.name)
      .map(async ({ handler }) => handler(context));
    for (const result of await Promise.allSettled(called)) {
      if (result.status === 'rejected') failures.push(result.reason);
    }
  };
  try {
    await withTimeLimit(timeoutMs, `it did not finish with ${event.name}`, tell);
  } catch (error) {
    failures.push(error);
  }
  if (failures.length === 0) return;
  const reasons = failures.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  throw new Problem('app-failed', `${app}: ${reasons.join('; ')}`, { cause: failures[0] });
}

function contextOf(app: string, told: AppEvent, log: Log, signal: AbortSignal): AppContext {
  const event = deepFrozen(structuredClone(told));
  const { id, name, incident, review, because } = event;
  return Object.freeze({
    id,
    name,
    event,
    payload: Object.freeze({ incident, review, because }),
    log: appLog(log, { app, event: id }),
    signal,
  });
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
