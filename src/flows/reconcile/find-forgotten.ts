import type { DomainEvent } from '../../domain/events.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { readMark } from '../../domain/mark.ts';
import { watched } from '../../domain/policy.ts';
import type { IncidentKey, IssueSnapshot } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import { canMoreRead } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import { findKnown } from '../find-rows.ts';
import { snapshotOf } from '../intents/snapshot.ts';
import { ourUsers } from '../our-users.ts';

const numbersAtOnce = 100;
const ever = new Date(0).toISOString();

type Forgotten = { review: IssueWithText; incident: IncidentKey };

/**
 * Reviews of a project that we opened and know nothing of, each with its incident: the database was lost. Nobody else
 * would keep them as confidential as their incidents.
 */
export async function findForgotten(project: ProjectFacts, deps: Deps): Promise<DomainEvent[]> {
  const unknown = await forgottenOf(project, deps);
  const events: DomainEvent[] = [];
  for (const [place, ours] of Map.groupBy(unknown, ({ incident }) => incident.project)) {
    const incidents = await incidentsOf(place, ours, deps);
    for (const { review, incident } of ours) {
      const issue = incidents.find(({ id }) => id === incident.issue);
      const event = issue && (await asEvent(review, issue, deps));
      if (event) events.push(event);
    }
  }
  return events;
}

async function forgottenOf(project: ProjectFacts, deps: Deps): Promise<Forgotten[]> {
  const { gitlab, storage, policy } = deps;
  const found: Forgotten[] = [];
  for (const author of await ourUsers(deps)) {
    const search = { project: project.id, author, createdAfter: ever };
    for (const review of await gitlab.issuesBy(search)) {
      const mark = readMark(review.description);
      if (mark === null || review.movedTo !== null) continue;
      if (!watched({ id: mark.incident.project, path: '' }, policy())) continue;
      if (await storage.reviewByIssue(project.id, review.id)) continue;
      found.push({ review, incident: mark.incident });
    }
  }
  return found;
}

async function incidentsOf(project: number, ours: Forgotten[], { gitlab }: Deps): Promise<IssueSnapshot[]> {
  const numbers = [...new Set(ours.map(({ incident }) => incident.iid))];
  const incidents: IssueSnapshot[] = [];
  for (let from = 0; from < numbers.length; from += numbersAtOnce) {
    incidents.push(...(await gitlab.issuesByNumber(project, numbers.slice(from, from + numbersAtOnce))));
  }
  return incidents;
}

async function asEvent(
  review: IssueWithText,
  marked: IssueSnapshot,
  deps: Deps,
): Promise<DomainEvent | null> {
  const issue = await whereItIs(marked, deps);
  if (issue === null || !watched(issue.project, deps.policy())) return null;
  const known = await findKnown({ kind: 'issue.changed', issue, before: {}, by: null }, deps);
  const incident = known?.review.incident ?? { project: issue.project.id, issue: issue.id, iid: issue.iid };
  const readableByMore = await canMoreRead(issue.project.id, review.project.id, deps);
  const existing = { issue: snapshotOf(review), how: 'remembered' as const, ours: true, readableByMore };
  return { kind: 'review.found', incident, issue, existing };
}

/** null: it went to where we cannot see it. */
async function whereItIs(issue: IssueSnapshot, { gitlab }: Deps): Promise<IssueSnapshot | null> {
  let now: IssueSnapshot = issue;
  for (let moves = 0; now.movedTo !== null && moves < 5; moves += 1) {
    const address = await gitlab.issueById(now.movedTo);
    if (address === null) return null;
    now = snapshotOf(await gitlab.issue(address));
  }
  return now;
}
