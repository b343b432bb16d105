import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export type Job = {
  port: number;
  /** Whole requests; each connection repeats one of them with fresh keys. */
  requests: string[];
  connections: number;
  seconds: number;
  /** Requests a second, sent on time whatever the answers do; null: each connection sends when it was answered. */
  ratePerSecond: number | null;
};

const LoadResult = z.object({
  answered: z.number(),
  /** Answers other than 2xx. */
  failed: z.number(),
  seconds: z.number(),
  /** How much of one core the generator itself took, 0 to 1. Near 1 it measures itself. */
  busy: z.number(),
  /** From the moment a request was to be sent; only where there is a rate. */
  latencyMs: z.object({ p50: z.number(), p99: z.number(), max: z.number() }).nullable(),
});

export type LoadResult = z.infer<typeof LoadResult>;

/** Puts a load on a server from a process of its own, so that the other core is the server's alone. */
export function putLoad(job: Job): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const generator = fork(fileURLToPath(new URL('load-generator.ts', import.meta.url)));
    generator.once('message', (message) => {
      const result = LoadResult.parse(message);
      if (result.failed === 0) resolve(result);
      else reject(new Error(`${result.failed} of ${result.answered} answers were not 2xx`));
    });
    generator.once('error', reject);
    generator.once('exit', (code) => reject(new Error(`The load generator ended with ${code}`)));
    generator.send(job);
  });
}
