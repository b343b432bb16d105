import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './ports/log.ts';

/**
 * One piece of work at a time, whenever somebody wakes it or its time has come. `work` returns how many
 * milliseconds it may rest: 0 goes on at once. When it throws, it rests longer each time, up to
 * `longestRestMs`.
 */
export type Ticker = {
  /** There is something to do. */
  wake(): void;
  /** Lets the piece of work under way end, and starts no other. */
  stop(): Promise<void>;
};

const firstRestMs = 500;
const longestRestMs = 30_000;

export function startTicker(name: string, work: () => Promise<number>, log: Log): Ticker {
  let stopped = false;
  let woken = false;
  let alarm = new AbortController();

  const rest = async (forMs: number): Promise<void> => {
    if (woken || stopped) return;
    alarm = new AbortController();
    await sleep(forMs, undefined, { signal: alarm.signal }).catch(ignoreAlarm);
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopped) {
      woken = false;
      let restMs: number;
      try {
        restMs = await work();
        failures = 0;
      } catch (err) {
        failures += 1;
        restMs = Math.min(longestRestMs, firstRestMs * 2 ** Math.min(failures - 1, 10));
        log.error({ worker: name, err, failures, restMs }, 'a worker failed and rests before it goes on');
        woken = false;
      }
      if (restMs > 0) await rest(restMs);
    }
  };

  const running = run();
  return {
    wake: () => {
      woken = true;
      // Each call of abort() makes an exception with its stack, and every delivery wakes.
      if (!alarm.signal.aborted) alarm.abort();
    },
    stop: async () => {
      stopped = true;
      alarm.abort();
      await running;
    },
  };
}

function ignoreAlarm(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}
