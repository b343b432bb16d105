/**
 * `npm run chaos [-- --closures 300 --kills 100 --seed 1 --store postgres --replicas 3]`: the service under random SIGKILL between a GitLab
 * and a Slack that misbehave. Ends with 1 and the reasons when anything was lost or done twice. The storm
 * follows from the seed; how fast this machine is, does not.
 */
import { parseArgs } from 'node:util';
import { runChaos } from './chaos/run.ts';

const { values } = parseArgs({
  options: {
    closures: { type: 'string', default: '300' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
    replicas: { type: 'string' },
  },
});
const store = values.store === 'postgres' ? 'postgres' : 'sqlite';
const report = (line: string) => void process.stderr.write(`${line}\n`);
const startedMs = performance.now();
const { parked, faults, ...counts } = await runChaos({
  closures: Number(values.closures),
  kills: Number(values.kills),
  seed: Number(values.seed),
  store,
  pauseMs: 30_000,
  replicas: Number(values.replicas ?? (store === 'postgres' ? 3 : 1)),
  calmWithinMs: 20 * 60_000,
  report,
});
process.stdout.write(
  `${store}, seed ${values.seed}, ${values.kills} kills, ${Math.round((performance.now() - startedMs) / 1000)} s\n`,
);
for (const [name, count] of Object.entries(counts)) process.stdout.write(`${name}: ${count}\n`);
for (const { id, key, problem, detail } of parked)
  process.stdout.write(`parked ${id} ${key}: ${problem}: ${detail}\n`);
for (const fault of faults) process.stdout.write(`FAULT: ${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
