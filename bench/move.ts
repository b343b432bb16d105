import { spawn } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startPostgres } from '../scripts/postgres-server.ts';
import { workDirectory } from './contestants.ts';
import { buildHouse, type House } from './house.ts';
import type { Row } from './table.ts';

const houses: { usual: House; full: House } = {
  usual: { reviews: 10_000, deliveries: 100_000 },
  full: { reviews: 100_000, deliveries: 1_000_000 },
};
const main = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
const peakMemory = new URL('./peak-memory.ts', import.meta.url).href;

const Moved = z.object({
  outcome: z.literal('moved'),
  tables: z.array(z.object({ table: z.string(), rows: z.number(), checksum: z.string() })),
});

/** Everything from SQLite to a PostgreSQL that waits for its disk, and back into another file, each with its comparison. */
export async function measureMove(
  tell: (line: string) => void,
  { isFull }: { isFull: boolean },
): Promise<Row[]> {
  const house = isFull ? houses.full : houses.usual;
  const cwd = await workDirectory();
  const postgres = await startPostgres({ durable: true });
  try {
    await buildHouse(`sqlite:${join(cwd, 'house.db')}`, house);
    const megabytes = (await stat(join(cwd, 'house.db'))).size / 1_000_000;
    tell(`move: ${house.reviews} reviews and ${house.deliveries} deliveries are ${megabytes.toFixed(0)} MB`);
    const there = await moveOnce({ from: 'sqlite:house.db', to: postgres.url, cwd }, tell);
    const back = await moveOnce({ from: postgres.url, to: 'sqlite:back.db', cwd }, tell);
    const isEqual = JSON.stringify(there.tables) === JSON.stringify(back.tables);
    const what = `${house.reviews} reviews, ${house.deliveries} deliveries`;
    return [
      { what: `${what} to PostgreSQL, s`, service: there.seconds, digits: 0, goals: [] },
      {
        digits: 0,
        what: 'and back, s',
        service: back.seconds,
        goals: [{ text: 'equal', met: isEqual }],
      },
      {
        digits: 0,
        what: 'most memory that it held, MB',
        service: Math.max(there.megabytes, back.megabytes),
        goals: [],
      },
    ];
  } finally {
    await postgres.remove();
    await rm(cwd, { recursive: true });
  }
}

/** By the command as it is shipped, in a process of its own. */
async function moveOnce(
  { from, to, cwd }: { from: string; to: string; cwd: string },
  tell: (line: string) => void,
) {
  const startedMs = performance.now();
  const args = ['--import', peakMemory, main, 'migrate', '--from', from, '--to', to, '--json'];
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const [, out, , kilobytes] = await Promise.all(
    child.stdio.map((pipe) => (pipe instanceof Readable ? readAll(pipe) : '')),
  );
  const code = await ended;
  const megabytes = Number(kilobytes) / 1_000;
  const seconds = (performance.now() - startedMs) / 1_000;
  if (code !== 0) throw new Error(`The move ended with ${code}: ${out}`);
  const { tables } = Moved.parse(JSON.parse(out ?? ''));
  tell(`move: ${seconds.toFixed(0)} s, ${megabytes.toFixed(0)} MB at most`);
  return { tables, seconds, megabytes };
}
