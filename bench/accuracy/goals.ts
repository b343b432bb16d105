import { type Scored, tallyOf } from './score.ts';
import { shareOf, type Table } from './table.ts';

export type AccuracyGoal = { what: string; goal: string; part: number; whole: number; met: boolean };

/** What the reader has to reach, by the lenient score: another defensible reading is not wrong. */
export function goalsOf(scored: Scored[]): AccuracyGoal[] {
  const all = scored.length;
  const start = tallyOf(scored.map(({ times }) => times.start.lenient));
  const end = tallyOf(scored.map(({ times }) => times.end.lenient));
  const duration = tallyOf(scored.map(({ times }) => times.duration));
  const contradicting = scored.map(({ flags }) => flags.mismatch).filter(({ expected }) => expected === true);
  const found = contradicting.filter(({ raised }) => raised).length;
  return [
    atLeast(90, 'start right', start.right, all),
    atMost(3, 'start wrong', start.wrong, all),
    atLeast(90, 'end right', end.right, all),
    atMost(3, 'end wrong', end.wrong, all),
    atLeast(85, 'duration right', duration.right, all),
    atLeast(90, 'contradictions of the stated duration found', found, contradicting.length),
  ];
}

export function tableOfGoals(goals: AccuracyGoal[]): Table {
  return {
    title: 'Goals',
    headings: ['', 'seen', 'goal', ''],
    rows: goals.map(({ what, part, whole, goal, met }) => [
      what,
      shareOf(part, whole),
      goal,
      met ? 'met' : 'MISSED',
    ]),
    words: 1,
  };
}

function atLeast(percent: number, what: string, part: number, whole: number): AccuracyGoal {
  return { what, goal: `≥ ${percent} %`, part, whole, met: 100 * part >= percent * whole };
}

function atMost(percent: number, what: string, part: number, whole: number): AccuracyGoal {
  return { what, goal: `≤ ${percent} %`, part, whole, met: 100 * part <= percent * whole };
}
