import type { JudgedFact } from './facts.ts';
import { goalsOf, tableOfGoals } from './goals.ts';
import { missesOf, tableOfMisses } from './misses.ts';
import { type Scored, timesOf } from './score.ts';
import type { Table } from './table.ts';
import { tableOfFacts, tableOfFinds, tableOfFlags, tableOfLints } from './tables-of-flags.ts';
import { byContestant, byDifficulty, bySource, tableOfTimes, tableOfUtc } from './tables-of-times.ts';

/** `leftOut`: the source that nobody looked at while working, with its totals alone. */
export type Result = {
  scored: Scored[];
  leftOut: { name: string; scored: Scored[] } | null;
  facts: JudgedFact[];
};

export function tablesOf({ scored, leftOut, facts }: Result): Table[] {
  const tables = [
    tableOfGoals(goalsOf(scored)),
    tableOfTimes('By difficulty', byDifficulty(scored)),
    tableOfTimes('By source', bySource(scored)),
    tableOfTimes('Beside others', byContestant(scored)),
    tableOfUtc(byContestant(scored)),
    tableOfFlags(scored),
    tableOfFinds(scored),
    tableOfLints(scored),
    tableOfFacts(facts),
    tableOfMisses(scored),
  ];
  const apart = leftOut && [
    tableOfTimes(`Left out: ${leftOut.name}, by difficulty`, byDifficulty(leftOut.scored)),
    tableOfTimes(`Left out: ${leftOut.name}, beside others`, byContestant(leftOut.scored)),
    tableOfFlags(leftOut.scored),
  ];
  return [...tables, ...(apart ?? [])].filter(({ rows }) => rows.length > 0);
}

/** What a program can work on. Of the source that is left out it has no document either. */
export function jsonOf({ scored, leftOut, facts }: Result): unknown {
  return {
    goals: goalsOf(scored),
    leftOut: leftOut && { name: leftOut.name, goals: goalsOf(leftOut.scored) },
    documents: scored.map((one) => {
      const { document, reading, times, flags, peers } = one;
      return {
        id: document.label.id,
        source: document.label.repo,
        difficulty: document.label.difficulty,
        got: timesOf(reading),
        times,
        flags,
        peers,
        misses: missesOf(one),
        findings: reading.findings.map(({ code }) => code),
      };
    }),
    facts,
  };
}
