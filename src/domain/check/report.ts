import type { BoxState } from '../boxes/box.ts';
import type { Change } from '../checklist.ts';
import { closedInTime } from '../guidelines/closed-in-time.ts';
import type { Hint } from '../hints/hint.ts';
import type { Judged } from './evaluate.ts';

/** What is known when a review is reported on. `byPeople`: the boxes that people set themselves, by guideline. */
export type Findings = {
  judged: readonly Judged[];
  changes: readonly Change[];
  byPeople: Readonly<Record<string, BoxState>>;
  hints: readonly Hint[];
};

/** The same in the order in which people want to know it. Each guideline stands in one list of these alone. */
export type Report = {
  /** Met, does not apply, or settled by a person. */
  settled: Judged[];
  todo: Judged[];
  /** Nothing can be done about it so far. */
  later: Judged[];
  /** Only a person can tell, and nobody has. */
  forAPerson: Judged[];
  needsGitLab: Judged[];
  /** A person set the box to something else than the evidence says: their word stays. */
  against: { judged: Judged; box: BoxState }[];
  changes: { judged: Judged; change: Change }[];
  hints: readonly Hint[];
};

export function reportOf({ judged, changes, byPeople, hints }: Findings): Report {
  const report: Report = {
    settled: [],
    todo: [],
    later: [],
    forAPerson: [],
    needsGitLab: [],
    against: [],
    changes: changes.flatMap((change) => {
      const one = judged.find(({ id }) => id === change.id);
      return one === undefined ? [] : [{ judged: one, change }];
    }),
    hints,
  };
  const boxes = new Map(Object.entries(byPeople));
  for (const one of judged) {
    const box = boxes.get(one.id);
    if (box !== undefined && isAgainst(one, box)) report.against.push({ judged: one, box });
    else listFor(one, box, report).push(one);
  }
  return report;
}

/** What can still be done about a review that was closed: nothing about the day on which it was. */
export function leftAtClosing(report: Report): Report {
  return { ...report, todo: report.todo.filter(({ id }) => id !== closedInTime.id) };
}

/** A box that was left open says nothing against evidence that is missing, nor a tick against what only people know. */
function isAgainst({ verdict }: Judged, box: BoxState): boolean {
  if (verdict.is === 'met') return box !== 'x';
  if (verdict.is === 'not-applicable') return box === ' ';
  return (verdict.is === 'not-met' || verdict.is === 'not-yet') && box === 'x';
}

function listFor({ verdict }: Judged, box: BoxState | undefined, report: Report): Judged[] {
  const isSettledByHand = box === 'x' || box === '~';
  switch (verdict.is) {
    case 'met':
    case 'not-applicable':
      return report.settled;
    case 'not-met':
      return isSettledByHand ? report.settled : report.todo;
    case 'not-yet':
      return isSettledByHand ? report.settled : report.later;
    case 'for-a-person':
      return isSettledByHand ? report.settled : report.forAPerson;
    case 'needs-gitlab':
      return isSettledByHand ? report.settled : report.needsGitLab;
  }
}
