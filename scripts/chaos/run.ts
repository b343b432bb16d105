import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/sandbox/gitlab/random.ts';
import { watchForLeaks } from '../../tests/leaks/watch.ts';
import { behave, misbehave } from './faults.ts';
import { startReplicas } from './replicas.ts';
import { hideWhatWasTold, longestLagMs, storm } from './storm.ts';
import { judge, unfinished, type Verdict } from './verdict.ts';
import { buildWorld, type Store, type World } from './world.ts';

export type ChaosOptions = {
  closures: number;
  kills: number;
  seed: number;
  store: Store;
  /** How many processes serve at the same time; more than one on PostgreSQL alone. */
  replicas: number;
  /** How long a server of databases stands still in the middle. */
  pauseMs: number;
  /** How long the service may take to come to rest after the storm. */
  calmWithinMs: number;
  report: (line: string) => void;
};

/** Between what an attempt read and what it wrote may lie a call or two that hang. */
const attemptMs = 60_000;

/**
 * The service between a GitLab and a Slack that fail one call in five, lose one webhook in ten, repeat and
 * reorder others and lag behind, while it is killed again and again. Then all is well again, and what it
 * made of it is judged.
 */
export async function runChaos({
  seed,
  store,
  calmWithinMs,
  report,
  ...size
}: ChaosOptions): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-chaos-'));
  const world = await buildWorld(folder, seed, store);
  const watch = watchForLeaks({ ...world, lagMs: longestLagMs + attemptMs });
  try {
    // The first start looks forward only: it has to be over before the first closure.
    const first = startReplicas(world, 1);
    await first.ready();
    await sleep(1_000);
    await first.stop();
    misbehave(world);
    const { closures, living, faults } = await storm(world, size, seededRandom(seed), report);
    behave(world);
    report('the storm is over');
    await living.ready();
    const endsAt = performance.now() + calmWithinMs;
    await calm(world, endsAt);
    hideWhatWasTold(world, closures);
    const left = await calm(world, endsAt);
    const lastLines = await living.stop();
    const verdict = await judge(world, closures, watch);
    verdict.faults.push(...faults);
    if (left > 0) verdict.faults.push(`${left} deliveries and intents had not ended in time`);
    if (verdict.faults.length > 0) report(`the last lines of the service:\n${lastLines.join('\n')}`);
    return verdict;
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves when nothing is left to do for a while, or at the latest then; with how much is left. */
async function calm(world: World, endsAt: number): Promise<number> {
  let left = await unfinished(world);
  for (let quiet = 0; quiet < 3 && performance.now() < endsAt; quiet = left === 0 ? quiet + 1 : 0) {
    await sleep(2_000);
    left = await unfinished(world);
  }
  return left;
}
