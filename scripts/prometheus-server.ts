/** A real Prometheus for tests, filled with a past that was made up for it. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { findPrometheus, findPromtool } from './parts.ts';

export type PrometheusServer = {
  url: string;
  /** Prometheus' own answer to a query at a moment, by its own tool: `{} => 12.5 @[1700000000]`. */
  ask(query: string, unixSeconds: number): Promise<string>;
  remove(): Promise<void>;
};

const run = promisify(execFile);
const startsWithinMs = 30_000;

/** Starts a server on a free port that holds `openMetrics`, samples with their moments in OpenMetrics' text format. */
export async function startPrometheus(openMetrics: string): Promise<PrometheusServer> {
  const [prometheus, promtool] = [findPrometheus(), findPromtool()];
  if (prometheus === null || promtool === null) throw new Error('there is no Prometheus on this machine');
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-prometheus-'));
  const samples = join(folder, 'samples.txt');
  const data = join(folder, 'data');
  const configuration = join(folder, 'prometheus.yml');
  await writeFile(samples, openMetrics);
  await writeFile(configuration, 'global: {}\n');
  await run(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', samples, data]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    prometheus,
    [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${data}`,
      // What was made up lies at whatever moment a test has chosen.
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--query.lookback-delta=5m',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = once(server, 'exit');
  const remove = async () => {
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + startsWithinMs;
  while (!(await isReady(url))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await remove();
      throw new Error(`Prometheus did not start: ${said.slice(-10).join('')}`);
    }
    await sleep(50);
  }
  return {
    url,
    ask: async (query, unixSeconds) => {
      const { stdout } = await run(promtool, ['query', 'instant', `--time=${unixSeconds}`, url, query]);
      return stdout.trim();
    },
    remove,
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`)).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
