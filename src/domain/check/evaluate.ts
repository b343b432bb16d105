import { guidelines } from '../guidelines/index.ts';
import { configured } from './configured.ts';
import type { Evidence } from './evidence.ts';
import type { Guideline } from './guideline.ts';
import type { Verdict } from './verdict.ts';

/** A guideline with what came of it. */
export type Judged = Pick<Guideline, 'id' | 'for' | 'asks'> & { verdict: Verdict };

/**
 * Judges a review by all that is asked of it, as the configuration and our list are now: of our own guidelines those
 * whose box stands in the review, for people and templates leave boxes out, and all of them where it has no box with a
 * mark; and every one that is configured. Pure, and linear in the length of the text.
 */
export function evaluate(evidence: Evidence): Judged[] {
  const own: readonly Guideline[] = guidelines;
  const { boxes } = evidence.text;
  const isMarked = own.some(({ id }) => boxes.has(id));
  const asked = [
    ...own.filter(({ id }) => !isMarked || boxes.has(id)),
    ...evidence.policy.guidelines.extra.map(configured),
  ];
  return asked.map(({ id, for: who, asks, check }) => ({ id, for: who, asks, verdict: check(evidence) }));
}
