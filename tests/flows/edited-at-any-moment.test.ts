import { expect, test } from 'vitest';
import { opened } from './model/editing/opened.ts';
import { runEdits } from './model/editing/run.ts';

const runs = 10_000;
/** As long as all runs take on a slow machine, and then some. */
const patienceMs = 600_000;

test(
  'whatever people write at whatever moment is there in the end, and so is what we know',
  async () => {
    let overwritten = 0;
    const failed: string[] = [];
    for (let seed = 0; seed < runs; seed += 1) {
      const run = await runEdits(seed, opened);
      overwritten += run.overwritten;
      if (run.faults.length > 0)
        failed.push(`seed ${seed}: ${[...run.faults, ...run.memory.told].join('\n  ')}`);
    }
    expect(failed.slice(0, 3)).toEqual([]);
    // Else the runs would show nothing.
    expect(overwritten).toBeGreaterThan(runs / 2);
  },
  patienceMs,
);
