/**
 * Our reader in a process of its own, where it can be stopped. Takes and prints what `bench/peers/chrono.js` does, but
 * for what it found.
 */
import { text as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import { readKeyInformation } from '../../src/domain/read/index.ts';

const Job = z.object({
  documents: z.array(z.object({ title: z.string(), text: z.string() })),
  rounds: z.number(),
});

const { documents, rounds } = Job.parse(JSON.parse(await readAll(process.stdin)));
for (const { title, text } of documents)
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    readKeyInformation(text, { title });
    process.stdout.write(`${JSON.stringify({ ms: performance.now() - startedMs })}\n`);
  }
