import { expect, test } from 'vitest';
import { opened } from './model/editing/opened.ts';
import { runEdits } from './model/editing/run.ts';

const from = Number(process.env.FROM ?? 0);
const only = process.env.EDITS_SEED;
const seeds =
  only === undefined
    ? Array.from({ length: Number(process.env.N ?? 10_000) }, (_, seed) => seed + from)
    : [Number(only)];

test('whatever people write at whatever moment is there in the end, and so is what we know', async () => {
  let [overwritten, restored, writes] = [0, 0, 0];
  const failed: string[] = [];
  for (const seed of seeds) {
    const run = await runEdits(seed, opened);
    overwritten += run.overwritten;
    restored += run.restored;
    writes += run.writes;
    if (run.faults.length > 0) failed.push(`seed ${seed}: ${run.faults.join('; ')}`);
    if (only !== undefined) console.log(run.memory.told.join('\n'), run.text);
  }
  console.log({ overwritten, restored, writes, failed: failed.length });
  expect(failed.slice(0, 20)).toEqual([]);
}, 1200_000);
