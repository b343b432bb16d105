import type { JudgedFact } from './facts.ts';
import type { Find } from './flags.ts';
import { type Scored, tallyOf } from './score.ts';
import { share, shareOf, type Table } from './table.ts';

/** `expected` is null where the label cannot tell. */
type Flag = { expected: boolean | null; raised: boolean };

/** How many that should be raised were, how many that should not, and how many nobody can judge. */
function cellsOf(flags: Flag[]): string[] {
  return [true, false, null].map((expected) => {
    const some = flags.filter((flag) => flag.expected === expected);
    return shareOf(some.filter(({ raised }) => raised).length, some.length);
  });
}

const headings = ['found', 'false alarms', 'raised where nobody can tell'];

export function tableOfFlags(scored: Scored[]): Table {
  const row = (what: string, flagOf: (one: Scored) => Flag) => [what, ...cellsOf(scored.map(flagOf))];
  return {
    title: 'Said of the document',
    headings: ['', ...headings],
    rows: [
      row('the stated duration contradicts the times', ({ flags }) => flags.mismatch),
      row('the zone is assumed or missing', ({ flags }) => flags.zone),
    ],
    words: 0,
  };
}

export function tableOfFinds(scored: Scored[]): Table {
  const row = (what: string, findOf: (one: Scored) => Find) => {
    const finds = scored.map(findOf);
    const count = (find: Find) => String(finds.filter((one) => one === find).length);
    return [what, count('found'), count('missed'), count('extra')];
  };
  return {
    title: 'Anything found, nothing found, and a number where the label has none',
    headings: ['', 'found', 'missed', 'extra'],
    rows: [
      row('requests affected', ({ flags }) => flags.requests),
      row('customers affected', ({ flags }) => flags.customers),
      row('severity', ({ flags }) => flags.severity),
    ],
    words: 0,
  };
}

/** The labels do not name every defect: what else was found may be there as well. */
export function tableOfLints(scored: Scored[]): Table {
  const lints = scored.flatMap(({ flags }) => flags.lints);
  const names = [...new Set(lints.map(({ name }) => name))].sort();
  return {
    title: 'Defects that the labels name and for which there is a finding',
    headings: ['', 'found'],
    rows: names.map((name) => {
      const same = lints.filter((lint) => lint.name === name);
      return [name, shareOf(same.filter(({ found }) => found).length, same.length)];
    }),
    words: 0,
  };
}

export function tableOfFacts(facts: JudgedFact[]): Table {
  const minutes = tallyOf(facts.map((fact) => fact.minutes));
  return {
    title: 'Incidents of GitLab.com with both times, each written as a table',
    headings: ['', 'minutes', 'unknown', 'wrong', 'contradictions found', ...headings.slice(1)],
    rows: [
      [
        `${facts.length} incidents`,
        share(minutes.right, facts.length),
        String(minutes.abstained),
        String(minutes.wrong),
        ...cellsOf(facts.map(({ mismatch }) => mismatch)),
      ],
    ],
    words: 0,
  };
}
