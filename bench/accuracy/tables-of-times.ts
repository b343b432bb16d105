import type { JudgedTimes, Verdict } from './judge.ts';
import { type Scored, sourceOf, tallyOf } from './score.ts';
import { share, type Table } from './table.ts';

export type Group = { name: string; times: JudgedTimes[] };

export function byDifficulty(scored: Scored[]): Group[] {
  return groupsBy(scored, ({ document }) => `difficulty ${document.label.difficulty}`);
}

export function bySource(scored: Scored[]): Group[] {
  return groupsBy(scored, ({ document }) => sourceOf(document));
}

/** The reader and its peers, on the same texts. */
export function byContestant(scored: Scored[]): Group[] {
  const peers = Object.keys(scored[0]?.peers ?? {});
  return [
    { name: 'this service', times: scored.map(({ times }) => times) },
    ...peers.map((name) => ({ name, times: scored.flatMap(({ peers: all }) => all[name] ?? []) })),
  ];
}

function groupsBy(scored: Scored[], nameOf: (one: Scored) => string): Group[] {
  const names = [...new Set(scored.map(nameOf))].sort();
  const groups = names.map((name) => ({ name, some: scored.filter((one) => nameOf(one) === name) }));
  return [...groups, { name: 'all', some: scored }].map(({ name, some }) => ({
    name,
    times: some.map(({ times }) => times),
  }));
}

type JudgedTime = { strict: Verdict; lenient: Verdict };

/** In percent what meets any defensible reading, then what meets the first one; the others are counted. */
const headingsOf = (which: string) => [which, 'strictly', 'unknown', 'wrong'];

function cellsOf(times: JudgedTime[]): string[] {
  const lenient = tallyOf(times.map((one) => one.lenient));
  const strict = tallyOf(times.map((one) => one.strict));
  return [
    share(lenient.right, times.length),
    share(strict.right, times.length),
    String(lenient.abstained),
    String(lenient.wrong),
  ];
}

export function tableOfTimes(title: string, groups: Group[]): Table {
  return {
    title,
    headings: [
      '',
      'texts',
      ...headingsOf('start'),
      ...headingsOf('end'),
      'both',
      'duration',
      'unknown',
      'wrong',
    ],
    rows: groups.map(({ name, times }) => {
      const duration = tallyOf(times.map((one) => one.duration));
      const both = times.filter(({ start, end }) => start.lenient === 'right' && end.lenient === 'right');
      return [
        name,
        String(times.length),
        ...cellsOf(times.map(({ start }) => start)),
        ...cellsOf(times.map(({ end }) => end)),
        share(both.length, times.length),
        share(duration.right, times.length),
        String(duration.abstained),
        String(duration.wrong),
      ];
    }),
    words: 0,
  };
}

/** Only of the documents that name their zone. */
export function tableOfUtc(groups: Group[]): Table {
  return {
    title: 'In UTC, where the document names its zone',
    headings: ['', 'texts', ...headingsOf('start'), ...headingsOf('end')],
    rows: groups.map(({ name, times }) => {
      const utc = times.flatMap((one) => one.utc ?? []);
      return [
        name,
        String(utc.length),
        ...cellsOf(utc.map(({ start }) => start)),
        ...cellsOf(utc.map(({ end }) => end)),
      ];
    }),
    words: 0,
  };
}
