import { guidelines } from '../guidelines/index.ts';
import { configured } from './configured.ts';
import type { Evidence } from './evidence.ts';
import type { Guideline } from './guideline.ts';
import type { Verdict } from './verdict.ts';

/** A guideline with what came of it. */
export type Judged = Pick<Guideline, 'id' | 'for' | 'asks'> & { verdict: Verdict };

/**
 * Judges a review by all that is asked of it, as the configuration and our list are now: what has a box in it; what came
 * into its template or the configuration after it was opened, so that it never had one; and where no box with a mark
 * stands, everything. What had a box and has none is not asked: a person took it out. Pure, and linear in the length of
 * the text.
 */
export function evaluate(evidence: Evidence): Judged[] {
  const own: readonly Guideline[] = guidelines;
  const { template, policy } = evidence;
  const { boxes, mark } = evidence.text;
  const isMarked = own.some(({ id }) => boxes.has(id));
  const stands = ({ id }: Guideline) => !isMarked || boxes.has(id);
  const neverStood = ({ id }: Guideline) => mark?.boxes[id] === undefined;
  const asked = [
    ...own.filter((one) => stands(one) || (template?.has(one.id) && neverStood(one))),
    ...policy.guidelines.extra.map(configured).filter((one) => stands(one) || neverStood(one)),
  ];
  return asked.map(({ id, for: who, asks, check }) => ({ id, for: who, asks, verdict: check(evidence) }));
}
