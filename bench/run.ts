/**
 * `npm run bench [-- ingest|drain|latency|start|reviews|growth|replicas|move|reading|judging|charts … --full]`: measures the built service
 * beside its peers on this machine and prints one table. Ends with 1 when a goal is missed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureCharts } from './charts.ts';
import { measureDrain } from './drain.ts';
import { measureGrowth } from './growth.ts';
import { measureIngest } from './ingest.ts';
import { measureJudging } from './judging.ts';
import { measureLatency } from './latency.ts';
import { measureMove } from './move.ts';
import { ensurePeers } from './peers.ts';
import { measureReading } from './reading.ts';
import { measureReplicas } from './replicas.ts';
import { measureReviews } from './reviews.ts';
import { measureStart } from './start.ts';
import { missedGoals, type Row, renderTable } from './table.ts';

type Options = {
  /** As large as it may get, and as long. */
  isFull: boolean;
};

const benches: Record<string, (tell: (line: string) => void, options: Options) => Promise<Row[]>> = {
  ingest: measureIngest,
  drain: measureDrain,
  latency: measureLatency,
  start: measureStart,
  reviews: measureReviews,
  growth: measureGrowth,
  replicas: measureReplicas,
  move: measureMove,
  reading: measureReading,
  judging: measureJudging,
  charts: measureCharts,
};

const root = fileURLToPath(new URL('..', import.meta.url));

function runOrEnd(command: string, args: string[]): void {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const options: Options = { isFull: process.argv.includes('--full') };
const asked = process.argv.slice(2).filter((word) => word !== '--full');
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`,
  );
  process.exit(2);
}
const chosen = asked.length > 0 ? asked : Object.keys(benches);

runOrEnd(process.execPath, ['scripts/build.ts']);
ensurePeers();
// What a benchmark left behind that was broken off.
rmSync(new URL('data', import.meta.url), { recursive: true, force: true });
mkdirSync(new URL('data', import.meta.url));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const rows: Row[] = [];
const tell = (line: string) => console.error(line);
for (const name of chosen) rows.push(...((await benches[name]?.(tell, options)) ?? []));
console.log(
  `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}\n`,
);
console.log(renderTable(rows));
process.exitCode = missedGoals(rows).length > 0 ? 1 : 0;
