import { z } from 'zod';
import { runReader } from '../reading/reader-process.ts';
import type { Document } from './corpus.ts';
import type { Times } from './judge.ts';
import { timesBetween } from './naive.ts';

const withinMs = 120_000;
const Stamp = z.object({ local: z.string(), isUtc: z.boolean() }).nullable();
const Line = z.object({ start: Stamp, end: Stamp });

/** The naive reading with chrono-node to find the times: the first and the last that it sees in each document. */
export async function readByChrono(documents: Document[]): Promise<Times[]> {
  const inputs = documents.map(({ title, text }) => ({ title, text }));
  const lines = await runReader('chrono', { documents: inputs, rounds: 1, withinMs });
  if (lines.length < documents.length)
    throw new Error(`chrono-node had read ${lines.length} documents after ${withinMs} ms`);
  return lines.map((line) => {
    const { start, end } = Line.parse(JSON.parse(line));
    return timesBetween(start, end);
  });
}
