import { z } from 'zod';
import { runReader } from './reading/reader-process.ts';
import { hostileTexts, incidentText } from './reading/texts.ts';
import { type Goal, median, type Row } from './table.ts';

const small = 128 * 1_024;
const large = 1_024 * 1_024;
const rounds = 7;
const hostileRounds = 3;
const withinMs = 30_000;
const goalMs = 400;
const goalGrowth = 10;
/** Below it a quotient says more about the moment than about the reader. */
const worthComparingMs = 40;

const Timed = z.object({ ms: z.number() });

/** Milliseconds for 128 KiB and for 1 MiB of the same; null: stopped before it was done once. */
type Times = { small: number | null; large: number | null };

/** How long descriptions of 128 KiB and of 1 MiB take to read: what people write, and what is written to hurt. */
export async function measureReading(tell: (line: string) => void): Promise<Row[]> {
  const incident = await timeBoth('service', incidentText, rounds);
  tell(`reading an incident: ${inWords(incident)}`);
  const chrono = await timeBoth('chrono', incidentText, rounds);
  tell(`reading an incident, chrono-node: ${inWords(chrono)}`);
  const rows = [
    rowOf('an incident of 128 KiB read, ms', incident.small, chrono.small, []),
    rowOf('an incident of 1 MiB read, ms', incident.large, chrono.large, goalsOf(incident)),
  ];
  for (const [name, make] of Object.entries(hostileTexts)) {
    const times = await timeBoth('service', make, hostileRounds);
    tell(`reading ${name}: ${inWords(times)}`);
    rows.push(rowOf(`1 MiB of ${name}, ms`, times.large, null, goalsOf(times)));
  }
  return rows;
}

async function timeBoth(
  reader: 'service' | 'chrono',
  make: (characters: number) => string,
  times: number,
): Promise<Times> {
  const time = (characters: number) => timeReader(reader, make(characters), times);
  return { small: await time(small), large: await time(large) };
}

async function timeReader(reader: 'service' | 'chrono', text: string, times: number): Promise<number | null> {
  const documents = [{ title: 'Uploads answered 503', text }];
  const lines = await runReader(reader, { documents, rounds: 1 + times, withinMs });
  const allMs = lines.map((line) => Timed.parse(JSON.parse(line)).ms);
  // Round 0 warms up and does not count, unless there was no time for another.
  const counted = allMs.length > 1 ? allMs.slice(1) : allMs;
  return counted.length > 0 ? median(counted) : null;
}

function rowOf(what: string, service: number | null, chrono: number | null, goals: Goal[]): Row {
  return {
    what,
    service: service ?? withinMs,
    peers: chrono === null ? {} : { chrono },
    digits: 1,
    goals: service === null ? [{ text: `done within ${withinMs} ms`, met: false }] : goals,
  };
}

function goalsOf(times: Times): Goal[] {
  if (times.small === null || times.large === null) return [];
  const growth = times.large / times.small;
  return [
    { text: `< ${goalMs} ms`, met: times.large < goalMs },
    {
      text: `≤ ${goalGrowth} × 128 KiB (${growth.toFixed(1)})`,
      met: growth <= goalGrowth || times.large < worthComparingMs,
    },
  ];
}

function inWords(times: Times): string {
  const one = (ms: number | null) => (ms === null ? `not done after ${withinMs} ms` : `${ms.toFixed(1)} ms`);
  return `128 KiB ${one(times.small)}, 1 MiB ${one(times.large)}`;
}
