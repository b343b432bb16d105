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
 * Whether an incident has come far enough for a review, and when. A later stage includes the
 * earlier ones, so that with `when: [mitigated]` an incident that is closed without ever carrying
 * the label is not forgotten. `at` is the latest known moment; null when none is known.
 */
export function farEnough(
  issue: IssueSnapshot,
  setAt: Review['labelSetAt'],
  trigger: Policy['trigger'],
): Reached | null {
  const least = Math.min(...trigger.when.map((stage) => order[stage]));
  const reached = stagesOf(issue, setAt, trigger).filter(({ stage }) => order[stage] >= least);
  const first = reached[0];
  if (!first) return null;
  const at = reached.map((one) => one.at).filter((one) => one !== null);
  return { stage: first.stage, at: at.length === 0 ? null : at.reduce((a, b) => (a > b ? a : b)) };
}
