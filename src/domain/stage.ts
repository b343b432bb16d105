import { hasLabel } from './labels.ts';
import type { Policy } from './policy.ts';
import type { Review } from './review.ts';
import type { Instant, IssueSnapshot, Stage } from './words.ts';

const order: Record<Stage, number> = { mitigated: 1, resolved: 2, closed: 3 };

type Reached = { stage: Stage; at: Instant | null };

/** Every stage that an incident stands in, with the moment it came there as far as known. */
function stagesOf(issue: IssueSnapshot, setAt: Review['labelSetAt'], trigger: Policy['trigger']): Reached[] {
  const reached: Reached[] = [];
  if (issue.state === 'closed') reached.push({ stage: 'closed', at: issue.closedAt });
  if (hasLabel(issue.labels, trigger.labels.resolved))
    reached.push({ stage: 'resolved', at: setAt.resolved });
  if (hasLabel(issue.labels, trigger.labels.mitigated)) {
    reached.push({ stage: 'mitigated', at: setAt.mitigated });
  }
  return reached;
}

/**
 * The stages an incident stands in that are enough for a review. A later stage includes the earlier
 * ones, so that with `when: [mitigated]` an incident that is closed without ever carrying the label is
 * not forgotten.
 */
function enough(issue: IssueSnapshot, setAt: Review['labelSetAt'], trigger: Policy['trigger']): Reached[] {
  const least = Math.min(...trigger.when.map((stage) => order[stage]));
  return stagesOf(issue, setAt, trigger).filter(({ stage }) => order[stage] >= least);
}

/** How far an incident has come, if that is far enough for a review. */
export function farEnough(issue: IssueSnapshot, trigger: Policy['trigger']): Stage | null {
  return enough(issue, { mitigated: null, resolved: null }, trigger)[0]?.stage ?? null;
}

/**
 * When it came far enough: the earliest moment that is known, so that a label which is set on an
 * incident of last year does not make it new. null: no moment is known.
 */
export function cameFarEnoughAt(
  issue: IssueSnapshot,
  setAt: Review['labelSetAt'],
  trigger: Policy['trigger'],
): Instant | null {
  const moments = enough(issue, setAt, trigger).flatMap(({ at }) => (at === null ? [] : [at]));
  return moments.length === 0 ? null : moments.reduce((a, b) => (a < b ? a : b));
}
