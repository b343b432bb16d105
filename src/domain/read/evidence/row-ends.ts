import type { Candidate } from './candidates.ts';
import {
  closedTag,
  endTag,
  failing,
  notYet,
  partly,
  passedOn,
  remedy,
  resolvedTag,
  wholly,
  working,
} from './cues.ts';
import { sourceOf, type ToldRow } from './told-row.ts';

/** What people call resolved, often long after it was over. */
export const resolvedScore = 54;
/** From here on a row shows that it works again. */
export const shownScore = 44;
const remedyScore = 28;

type Rule = {
  tells: (row: ToldRow, best: number) => boolean;
  score: (row: ToldRow, best: number) => number;
  tier: 'tag' | 'row';
};

/** The first rule that fits tells how well a row shows that the impact is over; `best` is what its clauses show. */
const rules: readonly Rule[] = [
  {
    tells: ({ head, rest }) =>
      /^\W*monitoring\s*[-–—:]/i.test(head) &&
      /\b(?:fix|recover\w*|restor\w*|mitigat\w*|resolv\w*)\b/i.test(`${head} ${rest}`),
    score: () => 44,
    tier: 'row',
  },
  { tells: isPassedOn, score: ({ head }, best) => passedOnScore(head, best), tier: 'row' },
  {
    tells: ({ head }) => endTag.test(head) && !/\bnot\b/i.test(head),
    score: ({ head }) => tagScore(head),
    tier: 'tag',
  },
  { tells: ({ head }) => resolvedTag.test(head), score: () => resolvedScore, tier: 'tag' },
  { tells: ({ rest }) => endTag.test(rest) && !partly.test(rest), score: () => 56, tier: 'row' },
  // What begins as a failure is seldom the end, whatever was tried then.
  {
    tells: ({ head }, best) => best > 0 && failing.test(head) && !working.test(head),
    score: (_, best) => best - 16,
    tier: 'row',
  },
  { tells: (_, best) => best > 0, score: (_, best) => best, tier: 'row' },
  { tells: ({ head }) => closedTag.test(head), score: () => 24, tier: 'row' },
  { tells: isLastAct, score: () => 22, tier: 'row' },
];

export function endOf(row: ToldRow): Candidate | null {
  const best = bestClause(row);
  const rule = rules.find(({ tells }) => tells(row, best));
  const score = rule?.score(row, best) ?? 0;
  if (!rule || score <= 0) return null;
  const stamp = row.entry.until ?? row.entry.at;
  const confidence = rule.tier === 'tag' ? 'stated' : 'inferred';
  const isAct = isLastAct(row) && score <= remedyScore;
  return {
    role: 'end',
    stamp,
    score,
    tier: rule.tier,
    source: sourceOf(row),
    confidence,
    pair: null,
    isLastAct: isAct,
  };
}

/** "Incident resolved and communicated" is more than passing it on. */
const saysItself =
  /^\W*(?:(?:the\s)?(?:incident|outage|issue|services?)\s)?(?:is\s|was\s|fully\s)*(?:resolved|restored|mitigated|fixed|recovered|repaired)\b/i;

function isPassedOn({ head }: ToldRow): boolean {
  return passedOn.test(head) && !saysItself.test(head);
}

function passedOnScore(head: string, best: number): number {
  if (best === 0 && !endTag.test(head) && !resolvedTag.test(head)) return 0;
  return /\b(?:confirm\w*|declar\w*|announc\w*)\b/i.test(head) ? 39 : 36;
}

/** It is restored first, and called an ended incident later. */
function tagScore(head: string): number {
  if (/\b(?:mitigated|restored|recover(?:y|ed)|fixed|repaired)\b/i.test(head)) return 74;
  return /\bincident\b/i.test(head) ? 71 : 73;
}

function isLastAct({ head, rest, isFirst, isLast }: ToldRow): boolean {
  return isLast && !isFirst && (remedy.test(head) || remedy.test(rest));
}

function bestClause({ head, rest }: ToldRow): number {
  return [head, ...rest.split(/(?<=[.!;])\s+|\n/)]
    .filter((one) => one.trim() !== '')
    .slice(0, 12)
    .map((sentence, at) => sentenceScore(sentence) - (at > 0 ? 3 : 0))
    .reduce((a, b) => Math.max(a, b), 0);
}

/** "It is discovered that …": what follows is a finding, not an event. */
const finding =
  /\b(?:discover\w*|notic(?:e|es|ed)|reali[sz]\w*|identif\w+|found out|figured out|learn(?:ed|t))\b/i;

/** The best of the clauses: "starts a call, successfully restarts the hub" tells of an end all the same. */
function sentenceScore(sentence: string): number {
  const isFinding = finding.test(sentence);
  return sentence
    .slice(0, 400)
    .split(/[,;]/)
    .reduce((best, clause) => Math.max(best, clauseScore(clause, isFinding)), 0);
}

function clauseScore(clause: string, isFinding: boolean): number {
  if (working.test(clause)) {
    if (notYet.test(clause)) return 0;
    if (/\b(?:not|n.t|still|un(?:able|successful\w*)|fail\w*|never)\b/i.test(clause)) return 0;
    const isWhole = wholly.test(clause);
    if (isFinding || partly.test(clause)) return isWhole ? 40 : 36;
    return isWhole ? 48 : 45;
  }
  return remedy.test(clause) && !notYet.test(clause) ? remedyScore : 0;
}
