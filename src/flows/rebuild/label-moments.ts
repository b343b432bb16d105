import type { LabelEvent } from '../../domain/facts.ts';
import { hasLabel, lastSet } from '../../domain/labels.ts';
import type { Policy } from '../../domain/policy.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import type { GitLab } from '../../ports/gitlab.ts';

export type LabelMemory = Record<'mitigated' | 'resolved' | 'notNeeded', LabelEvent | null>;

/** When the labels that an incident carries were set, and by whom. GitLab is asked only where it carries one. */
export async function recallLabels(
  { project, iid, labels }: IssueSnapshot,
  { trigger }: Policy,
  gitlab: Pick<GitLab, 'labelEvents'>,
): Promise<LabelMemory> {
  const { mitigated, resolved } = trigger.labels;
  const carried = [mitigated, resolved, trigger.notNeeded].filter((label) => hasLabel(labels, label));
  const events = carried.length === 0 ? [] : await gitlab.labelEvents({ project: project.id, iid });
  const recall = (label: string) => (carried.includes(label) ? lastSet(label, events) : null);
  return {
    mitigated: recall(mitigated),
    resolved: recall(resolved),
    notNeeded: recall(trigger.notNeeded),
  };
}

export function labelMoments({ mitigated, resolved }: LabelMemory): {
  mitigated: string | null;
  resolved: string | null;
} {
  return { mitigated: mitigated?.at ?? null, resolved: resolved?.at ?? null };
}
