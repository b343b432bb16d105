import type { BoxState } from '../../domain/boxes/box.ts';
import type { Judged } from '../../domain/check/evaluate.ts';
import type { Report } from '../../domain/check/report.ts';
import type { VerdictKind } from '../../domain/check/verdict.ts';
import type { Change } from '../../domain/checklist.ts';

/** A guideline as the comment tells of it. */
type Line = { asks: string; because: string };

/**
 * What the comment on a review may print. The words of guidelines, verdicts and hints are Markdown that is safe in
 * prose and lists already.
 */
export type GuidelinesView = {
  /** How many of those that count are met, do not apply or were settled by a person. */
  settled: number;
  all: number;
  opener: (Line & { todo: string })[];
  dri: (Line & { todo: string })[];
  /** Nothing can be done about it so far; not counted. */
  later: Line[];
  waiting: number;
  /** Only a person can tell. */
  person: Line[];
  /** People set the box to something else than the evidence says. */
  against: (Line & { box: string })[];
  changes: { asks: string; what: string }[];
  hints: { says: string }[];
  met: Line[];
  /** It was closed with some open, and is opened again for that. */
  reopens: boolean;
};

export function guidelinesView(report: Report & { reopens: boolean }): GuidelinesView {
  const { reopens, settled, todo, later, forAPerson, needsGitLab, against, changes, hints } = report;
  const person = [...forAPerson, ...needsGitLab];
  return {
    settled: settled.length + against.filter(({ box }) => box !== ' ').length,
    all: settled.length + todo.length + person.length + against.length,
    opener: todo.filter((one) => one.for === 'opener').map(todoOf),
    dri: todo.filter((one) => one.for === 'dri').map(todoOf),
    later: later.map(lineOf),
    waiting: later.length,
    person: person.map(lineOf),
    against: against.map(({ judged, box }) => ({ ...lineOf(judged), box: boxWords[box] })),
    changes: changes.map(({ judged, change }) => ({ asks: judged.asks, what: changeText(change) })),
    hints: hints.map(({ says }) => ({ says })),
    met: settled.map(settledOf),
    reopens,
  };
}

const boxWords: Record<BoxState, string> = {
  x: 'ticked by hand',
  ' ': 'left open by hand',
  '~': 'set aside by hand',
};

const changeWords: Record<VerdictKind, string> = {
  met: 'met now',
  'not-met': 'open again',
  'not-yet': 'for later',
  'not-applicable': 'does not apply',
  'for-a-person': 'for a person to judge now',
  'needs-gitlab': 'not known at the moment',
};

function changeText({ from, to }: Change): string {
  if (from === null) return 'new';
  return to === 'not-met' && from !== 'met' ? 'open' : changeWords[to];
}

function lineOf({ asks, verdict }: Judged): Line {
  return { asks: capitalised(asks), because: verdict.because };
}

/** What a person settled stands against no evidence; there was none, or none yet. */
function settledOf(judged: Judged): Line {
  const { is } = judged.verdict;
  return is === 'met' || is === 'not-applicable'
    ? lineOf(judged)
    : { ...lineOf(judged), because: 'Settled by hand.' };
}

function todoOf(judged: Judged): Line & { todo: string } {
  return { ...lineOf(judged), todo: judged.verdict.is === 'not-met' ? judged.verdict.todo : '' };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
