import type { Confidence } from '../../key-information.ts';
import type { Stamp } from '../time/stamps.ts';

/**
 * A moment that may be the start or the end of the impact. `score` orders them: fields above 100, sentences
 * that speak of the impact from 70, rows that name it from 60, other rows below 50. `tier` groups what would
 * contradict each other.
 */
export type Candidate = {
  role: 'start' | 'end';
  stamp: Stamp;
  score: number;
  tier: 'field' | 'sentence' | 'tag' | 'row';
  source: string;
  confidence: Confidence;
  /** Both ends of one statement: "from 10:00 to 11:00". */
  pair: number | null;
  /** The last act of a timeline, where nothing says that it helped. */
  isLastAct?: boolean;
};

/** What tells one statement from another: where it stands. Lines are cut long before that column. */
export function pairAt(line: number, column: number): number {
  return line * 100_000 + column;
}

/** A length that the text claims. */
export type StatedLength = {
  minutes: number;
  unitMinutes: number;
  isHedged: boolean;
  text: string;
  line: number;
  rank: number;
};
