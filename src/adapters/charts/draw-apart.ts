import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Chart } from '../../domain/chart/chart.ts';
import { Problem } from '../../domain/problems.ts';
import type { Charts, Drawn } from '../../ports/charts.ts';

const Picture = z.object({ svg: z.string().startsWith('<svg '), png: z.base64() });
const longestComplaint = 2_000;
const usualTimeoutMs = 30_000;

/** The program as it lies beside this file: TypeScript in the sources, JavaScript in the build. */
const program = fileURLToPath(new URL(`./draw-process${extname(import.meta.url)}`, import.meta.url));

/**
 * Draws each chart in a process that ends with it, one after the other: what drawing takes is given back, and a
 * crash of native code is an error like any other. The process gets nothing of our environment, so none of our secrets.
 */
export function drawApart({ timeoutMs = usualTimeoutMs }: { timeoutMs?: number } = {}): Charts {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    draw: (chart) => {
      const drawn = turn.then(() => drawInProcess(chart, timeoutMs));
      // Who waits is told by `drawn`; whoever comes next begins in either case.
      turn = drawn.catch(() => null);
      return drawn;
    },
  };
}

async function drawInProcess(chart: Chart, timeoutMs: number): Promise<Drawn> {
  const child = spawn(process.execPath, [program], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? String(code)));
  });
  // A process that ends before it has read everything has said why by the way it ended.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(JSON.stringify(chart));
  const [end, output, complaint] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (end !== '0') {
    throw new Problem('chart-not-drawn', `it ended with ${end}: ${complaint.slice(0, longestComplaint)}`);
  }
  const { svg, png } = Picture.parse(JSON.parse(output));
  return { svg, png: Buffer.from(png, 'base64') };
}
