import { hasLabel } from './labels.ts';
import { severityLabelOf, severityOf, severityOfLabel } from './severity.ts';
import type { IssueSnapshot, Severity } from './words.ts';

/** Labels of a review that take the place of others. */
export type Relabelled = { add: string; remove: string[] };

type Told = Pick<IssueSnapshot, 'labels' | 'severity'>;

/**
 * How the severity label of a review follows the incident's: where all that it carries still say what both said when they
 * last agreed (`agreed`), nobody has touched them since, and they are ours to change. null: they agree, or people have
 * their reasons.
 */
export function severityToFollow(agreed: Severity | null, review: Told, incident: Told): Relabelled | null {
  const ours = review.labels.filter((label) => severityOfLabel(label) !== null);
  const theirs = severityOf(incident);
  if (ours.length === 0 || theirs === null || theirs === agreed) return null;
  if (ours.some((label) => severityOfLabel(label) !== agreed)) return null;
  return { add: severityLabelOf(incident.labels)?.label ?? `severity::${theirs}`, remove: ours };
}

/** What both say by now; where they differ, what they said before. */
export function severityAgreed(before: Severity | null, review: Told, incident: Told): Severity | null {
  const theirs = severityOf(incident);
  return severityLabelOf(review.labels)?.severity === theirs ? theirs : before;
}

export function relabelled(labels: string[], { add, remove }: Relabelled): string[] {
  return [...labels.filter((label) => !hasLabel(remove, label)), add];
}
