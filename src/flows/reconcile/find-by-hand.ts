import type { DomainEvent } from '../../domain/events.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { hasLabel } from '../../domain/labels.ts';
import { watched } from '../../domain/policy.ts';
import { isReviewTitle } from '../../domain/review-title.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import { canMoreRead } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import { findKnown } from '../find-rows.ts';

/** Open reviews of a project that people opened, each with the incident that it is related to and that has none. */
export async function findByHand(project: ProjectFacts, deps: Deps): Promise<DomainEvent[]> {
  const titled = await deps.gitlab.openIssuesTitled(project.id, 'Incident Review');
  const events: DomainEvent[] = [];
  const taken = new Set<number>();
  // The older one is the review, should people have opened two.
  for (const review of titled.filter(({ title }) => isReviewTitle(title))) {
    if (await deps.storage.reviewByIssue(project.id, review.id)) continue;
    const event = await asEvent(review, project, taken, deps);
    if (event) events.push(event);
  }
  return events;
}

async function asEvent(
  review: IssueSnapshot,
  project: ProjectFacts,
  taken: Set<number>,
  deps: Deps,
): Promise<DomainEvent | null> {
  const { gitlab, policy } = deps;
  for (const issue of await gitlab.relatedIssues({ project: project.id, iid: review.iid })) {
    const isIncident = issue.kind === 'incident' || hasLabel(issue.labels, policy().incident.label);
    if (!isIncident || isReviewTitle(issue.title) || issue.movedTo !== null || taken.has(issue.id)) continue;
    if (!watched(issue.project, policy())) continue;
    const known = await findKnown({ kind: 'issue.changed', issue, before: {}, by: null }, deps);
    const row = known?.review ?? null;
    if (row?.issue || row?.standing === 'wanted') continue;
    taken.add(issue.id);
    const readableByMore = await canMoreRead(issue.project.id, project.id, deps);
    const incident = row?.incident ?? { project: issue.project.id, issue: issue.id, iid: issue.iid };
    const existing = { issue: review, how: 'related' as const, ours: false, readableByMore };
    return { kind: 'review.found', incident, issue, existing };
  }
  return null;
}
