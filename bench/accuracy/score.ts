import type { Reading } from '../../src/domain/read/reading.ts';
import type { Document } from './corpus.ts';
import { type Flags, judgeFlags } from './flags.ts';
import { type JudgedTimes, judgeTimes, type Times, type Verdict } from './judge.ts';

/** All that is known of one document once it was read. `peers`: what others make of it, by their names. */
export type Scored = {
  document: Document;
  reading: Reading;
  times: JudgedTimes;
  flags: Flags;
  peers: Record<string, JudgedTimes>;
};

export function scoreDocument(document: Document, reading: Reading, peers: Record<string, Times>): Scored {
  const { label } = document;
  return {
    document,
    reading,
    times: judgeTimes(label, timesOf(reading)),
    flags: judgeFlags(label, reading),
    peers: Object.fromEntries(Object.entries(peers).map(([name, times]) => [name, judgeTimes(label, times)])),
  };
}

export function timesOf({ start, end, duration }: Reading): Times {
  return {
    start: start.local,
    end: end.local,
    startUtc: start.value,
    endUtc: end.value,
    minutes: duration.minutes,
  };
}

/** What the source is called: as `--source` takes it. */
export function sourceOf({ label }: Document): string {
  return label.repo;
}

/** `moj`, `ministryofjustice`, `cloud-platform` and `ministryofjustice/cloud-platform` name the same. */
export function isOfSource({ label }: Document, name: string): boolean {
  const names = [label.repo, ...label.repo.split('/'), label.id.split('-')[0]];
  return names.some((one) => one?.toLowerCase() === name.toLowerCase());
}

export type Tally = Record<Verdict, number>;

export function tallyOf(verdicts: Verdict[]): Tally {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  return { right: count('right'), abstained: count('abstained'), wrong: count('wrong') };
}
