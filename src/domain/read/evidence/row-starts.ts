import type { Candidate } from './candidates.ts';
import { declaredTag, failing, noticed, startTag, working } from './cues.ts';
import { sourceOf, type ToldRow } from './told-row.ts';

type Rule = {
  tells: (row: ToldRow, signs: Signs) => boolean;
  /** Null: the row tells of no beginning, whatever follows in this list. */
  score: number | null;
  tier: 'tag' | 'row';
};

/** The first rule that fits tells how well a row shows that the impact begins. */
const rules: readonly Rule[] = [
  { tells: ({ head }) => startTag.test(head), score: 70, tier: 'tag' },
  {
    tells: ({ head }) => /^\W*(?:detection|detected|first alert)\b\s*(?::|$)/i.test(head),
    score: 58,
    tier: 'tag',
  },
  // The words of status pages.
  { tells: ({ head }) => /^\W*investigating\b\W/i.test(head), score: 42, tier: 'row' },
  {
    tells: ({ head }) => /^\W*(?:monitoring|resolved|completed|update)\b\s*[-–—:]/i.test(head),
    score: null,
    tier: 'row',
  },
  { tells: (_, { fails, isNoticed }) => fails && isNoticed, score: 42, tier: 'row' },
  { tells: (_, { fails }) => fails, score: 44, tier: 'row' },
  { tells: (row, { isTold }) => isTold && failing.test(begun(row)), score: 42, tier: 'row' },
  { tells: ({ head }) => declaredTag.test(head), score: 38, tier: 'row' },
  { tells: (_, { isTold }) => isTold, score: 36, tier: 'row' },
  { tells: (row) => startTag.test(begun(row)), score: 44, tier: 'row' },
  { tells: (row) => failing.test(row.rest) && !isOver(begun(row)), score: 33, tier: 'row' },
  // The first row is where the writer begins; weak, and taken only where a claimed length bears it out.
  { tells: ({ isFirst }) => isFirst, score: 20, tier: 'row' },
];

export function startOf(row: ToldRow): Candidate | null {
  const { at } = row.entry;
  if (at.minuteOfDay === null) return null;
  const signs = signsOf(row);
  const rule = rules.find(({ tells }) => tells(row, signs));
  if (!rule || rule.score === null) return null;
  const confidence = rule.tier === 'tag' ? 'stated' : 'inferred';
  return {
    role: 'start',
    stamp: at,
    score: rule.score,
    tier: rule.tier,
    source: sourceOf(row),
    confidence,
    pair: null,
  };
}

/** What several rules ask of the first sentence. */
type Signs = { fails: boolean; isNoticed: boolean; isTold: boolean };

function signsOf({ head }: ToldRow): Signs {
  const isNoticed = noticed.test(head);
  return { fails: fails(head), isNoticed, isTold: isNoticed || declaredTag.test(head) };
}

function fails(text: string): boolean {
  return failing.test(text) && !isOver(text);
}

function isOver(text: string): boolean {
  return working.test(text) && !/\b(?:not|no longer|un)\b/i.test(text);
}

/** The beginning of what is told. */
function begun({ head, rest }: ToldRow): string {
  return `${head}. ${rest.slice(0, 160)}`;
}
