import { possibleDris } from '../../domain/dri.ts';
import { existingReviews } from '../../domain/existing-review.ts';
import type { ExistingReview, Facts, TimelineEvent, UserFacts } from '../../domain/facts.ts';
import { hasLabel, sameLabel } from '../../domain/labels.ts';
import { readMark } from '../../domain/mark.ts';
import { pairOf, projectNamed } from '../../domain/policy.ts';
import { Problem } from '../../domain/problems.ts';
import type { IncidentKey, Instant, IssueSnapshot } from '../../domain/words.ts';
import { canMoreRead } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import { ourUsers } from '../our-users.ts';
import { ensureNotStale, orNotYet } from '../read-fresh.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * Reads everything that a review needs: the incident as it is now, its timeline, the review that
 * exists perhaps, and what is known of the people. Four requests side by side once users, projects
 * and our own name are cached; one more, after them, where a label's time was not seen by us.
 */
export const gatherFacts: Performer<'gather-facts'> = async (body, claimed, deps) => {
  const { incident, at } = body;
  const { gitlab, storage, clock } = deps;
  const policy = deps.policy();
  const pair = pairOf({ id: at.project, path: at.path }, policy);
  if (!pair) {
    const note = `project ${at.path} is not configured any more`;
    return { event: { kind: 'plan.overtaken', incident, issue: null }, note };
  }

  const address = { project: at.project, iid: at.iid };
  const [incidentsProject, reviewsProject] = await Promise.all([
    gitlab.project(at.project),
    gitlab.project(projectNamed(pair.reviews, policy)),
  ]);
  const known = await storage.reviewOf(incident);
  const own = {
    project: reviewsProject.id,
    createdAfter: body.openedAt,
    label: policy.review.labels[0] ?? null,
    fresh: claimed.attempts > 1 || (known?.attempt ?? 1) > 1 || (known?.generation ?? 0) > 0,
  };
  const [fresh, timeline, related, searched] = await orNotYet(
    { createdAt: body.openedAt },
    claimed,
    deps,
    () =>
      Promise.all([
        gitlab.issue(address),
        gitlab.timeline(incidentsProject.path, at.issue),
        gitlab.relatedIssues(address),
        searchOwn(own, deps),
      ]),
  );
  ensureNotStale(fresh, { updatedAt: body.notOlderThan });

  const found = existingReviews(incident, related, searched, {
    project: reviewsProject.id,
    users: await ourUsers(deps),
  });
  const snapshot = snapshotOf(fresh);
  const facts: Facts = {
    readAt: clock.now(),
    incident: snapshot,
    timeline,
    labelSetAt: await whenLabelsWereSet(snapshot, timeline, known?.labelSetAt ?? null, deps),
    existing: await withReaders(await firstFree(found, incident, at.issue, deps), at.project, deps),
    users: await readUsers(possibleDris(snapshot, policy.services), deps),
    openReviews: Object.fromEntries(await storage.openReviewsByAssignee()),
    reviewsProject,
    readableByMore: await canMoreRead(at.project, reviewsProject.id, deps),
  };
  return { event: { kind: 'facts.gathered', incident, facts } };
};

/** `fresh`: an earlier attempt may have written a review, or a person deleted one, only seconds ago. */
async function searchOwn(
  {
    project,
    createdAfter,
    label,
    fresh,
  }: { project: number; createdAfter: Instant; label: string | null; fresh: boolean },
  deps: Deps,
) {
  const { gitlab } = deps;
  const authors = await ourUsers(deps);
  const pages = await Promise.all(
    authors.map((author) =>
      fresh
        ? gitlab.issuesBy({ project, author, label, createdAfter })
        : gitlab.issuesByLately({ project, author, label, createdAfter }),
    ),
  );
  return pages.flat().map((issue) => ({
    issue: snapshotOf(issue),
    author: issue.author.id,
    incident: readMark(issue.description)?.incident ?? null,
  }));
}

/** A related review may be that of another incident; every incident has its own. */
async function firstFree(
  found: ExistingReview[],
  incident: IncidentKey,
  nowIssue: number,
  { storage, gitlab }: Deps,
): Promise<ExistingReview | null> {
  for (const one of found) {
    const owner = await storage.reviewByIssue(one.issue.project.id, one.issue.id);
    const same = owner?.incident.project === incident.project && owner.incident.issue === incident.issue;
    // Before it was moved, this incident had another number.
    if (owner === null || same || owner.movedIncident === nowIssue) return one;
    // The event of the move may be lost: GitLab knows where the other incident is.
    const { project, iid } = owner.snapshot;
    const there = await gitlab.issue({ project: project.id, iid }).catch(nullIfNotFound);
    if (there?.movedTo === nowIssue) return one;
  }
  return null;
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof Problem && error.code === 'gitlab-not-found') return null;
  throw error;
}

async function withReaders(
  existing: ExistingReview | null,
  from: number,
  deps: Deps,
): Promise<Facts['existing']> {
  if (!existing) return null;
  return { ...existing, readableByMore: await canMoreRead(from, existing.issue.project.id, deps) };
}

/** GitLab's own record is asked only where it decides something and no event told us. */
async function whenLabelsWereSet(
  incident: IssueSnapshot,
  timeline: TimelineEvent[],
  seen: Facts['labelSetAt'] | null,
  { gitlab, policy }: Deps,
): Promise<Facts['labelSetAt']> {
  const { labels } = policy().trigger;
  const known = seen ?? { mitigated: null, resolved: null };
  const hasEnd = timeline.some((event) => event.tags.some((tag) => sameLabel(tag, 'End time')));
  if (hasEnd || known.resolved !== null || !hasLabel(incident.labels, labels.resolved)) return known;
  const events = await gitlab.labelEvents({ project: incident.project.id, iid: incident.iid });
  const lastSet = (label: string): Instant | null =>
    events.filter((event) => event.action === 'add' && sameLabel(event.label, label)).at(-1)?.at ?? null;
  return { mitigated: known.mitigated ?? lastSet(labels.mitigated), resolved: lastSet(labels.resolved) };
}

async function readUsers(usernames: string[], { gitlab }: Deps): Promise<Record<string, UserFacts>> {
  const users = await Promise.all(usernames.map((username) => gitlab.userByName(username)));
  return Object.fromEntries(
    usernames.flatMap((username, index) => {
      const user = users[index];
      return user ? [[username.toLowerCase(), user]] : [];
    }),
  );
}
