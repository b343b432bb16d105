import { Router } from 'express';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Storage } from '../ports/storage.ts';

/** How a system outside stands, in a word or a sentence for operators: `ok`, `off`, `answers 401 since …`. */
export type SystemLine = () => string;

export type HealthDeps = {
  storage: Pick<Storage, 'checkWritable'>;
  clock: Clock;
  log: Log;
  gitlab: SystemLine;
  slack: SystemLine;
};

const trustedMs = 1_000;

/**
 * `GET /healthz` says that the process runs. `GET /readyz` says whether deliveries can be kept at this
 * moment, with 503 if not; what outside systems do is told but never counts, since we take in without them.
 */
export function healthRoutes({ storage, clock, log, gitlab, slack }: HealthDeps): Router {
  const storageLine = rememberedFor(trustedMs, clock, () =>
    storage.checkWritable().then(
      () => 'ok' as const,
      (error: unknown) => {
        log.warn({ error }, 'Deliveries cannot be stored');
        return 'not writable' as const;
      },
    ),
  );
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const line = await storageLine();
    const ready = line === 'ok';
    response.status(ready ? 200 : 503).set('cache-control', 'no-store');
    response.json({ ready, storage: line, gitlab: gitlab(), slack: slack() });
  });
  return router;
}

/** Asks at most once per `forMs`, however many probes come; a question under way is shared. */
function rememberedFor<T>(forMs: number, clock: Clock, ask: () => Promise<T>): () => Promise<T> {
  let last: { askedMs: number; answer: Promise<T> } | null = null;
  return () => {
    const nowMs = Date.parse(clock.now());
    // A clock that was set back must not keep an old answer alive.
    const fresh = last !== null && nowMs >= last.askedMs && nowMs < last.askedMs + forMs;
    if (last === null || !fresh) last = { askedMs: nowMs, answer: ask() };
    return last.answer;
  };
}
