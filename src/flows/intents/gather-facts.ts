import { possibleDris } from '../../domain/dri.ts';
import { existingReviews } from '../../domain/existing-review.ts';
import type { ExistingReview, Facts, UserFacts } from '../../domain/facts.ts';
import { readMark } from '../../domain/mark.ts';
import { standsAt } from '../../domain/one-incident.ts';
import { pairOf, projectNamed } from '../../domain/policy.ts';
import { Problem } from '../../domain/problems.ts';
import type { IncidentKey, Instant, IssueSnapshot } from '../../domain/words.ts';
import { canMoreRead } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import { gatherSources } from '../gather-sources.ts';
import { ourUsers } from '../our-users.ts';
import { ensureNotStale, orNotYet } from '../read-fresh.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * Reads everything that a review needs: the incident as it is now, what it and its timeline say, the review that
 * exists perhaps, and what is known of the people. Four requests side by side once users, projects
 * and our own name are cached; after them one for its comments, if it has any, and at most two where labels tell
 * the end.
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

  // Its mark may name the incident as we know it, or as it is called since it was moved.
  const names = [incident, { project: at.project, issue: at.issue }];
  const ours = { project: reviewsProject.id, users: await ourUsers(deps) };
  const found = existingReviews(names, related, searched, ours);
  const { free, movedHere } = await firstFree(found, names, deps);
  if (movedHere) {
    const note = `it is what #${movedHere.iid} was, which has a review`;
    return { event: { kind: 'issue.changed', issue: movedHere, before: {}, by: null }, note };
  }
  const snapshot = snapshotOf(fresh);
  const facts: Facts = {
    readAt: clock.now(),
    ...(await gatherSources(fresh, timeline, known?.labelSetAt ?? null, deps)),
    existing: await withReaders(free, at.project, deps),
    users: await readUsers(possibleDris(snapshot, policy.services), deps),
    openReviews: Object.fromEntries(await storage.openReviewsByAssignee()),
    reviewsProject,
    readableByMore: await canMoreRead(at.project, reviewsProject.id, deps),
  };
  return { event: { kind: 'facts.gathered', incident, facts } };
};

/**
 * By author alone: people take labels away, and GitLab drops them where the token's role is too low. `fresh`: an
 * earlier attempt may have written a review, or a person deleted one, only seconds ago.
 */
async function searchOwn(
  { project, createdAfter, fresh }: { project: number; createdAfter: Instant; fresh: boolean },
  deps: Deps,
) {
  const { gitlab } = deps;
  const authors = await ourUsers(deps);
  const pages = await Promise.all(
    authors.map((author) =>
      fresh
        ? gitlab.issuesBy({ project, author, createdAfter })
        : gitlab.issuesByLately({ project, author, createdAfter }),
    ),
  );
  return pages.flat().map((issue) => ({
    issue: snapshotOf(issue),
    author: issue.author.id,
    incident: readMark(issue.description)?.incident ?? null,
  }));
}

type Name = Pick<IncidentKey, 'project' | 'issue'>;

/**
 * A related review may be that of another incident; every incident has its own. `movedHere`: that other incident is
 * this one before it was moved, of which no event has told yet.
 */
async function firstFree(
  found: ExistingReview[],
  names: Name[],
  { storage, gitlab }: Deps,
): Promise<{ free: ExistingReview | null; movedHere: IssueSnapshot | null }> {
  const issues = names.map(({ issue }) => issue);
  for (const one of found) {
    const owner = await storage.reviewByIssue(one.issue.project.id, one.issue.id);
    if (owner === null || issues.includes(owner.incident.issue) || issues.includes(standsAt(owner))) {
      return { free: one, movedHere: null };
    }
    const { project, iid } = owner.snapshot;
    const there = await gitlab.issue({ project: project.id, iid }).catch(nullIfNotFound);
    if (there !== null && there.movedTo !== null && issues.includes(there.movedTo)) {
      return { free: null, movedHere: snapshotOf(there) };
    }
  }
  return { free: null, movedHere: null };
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

async function readUsers(usernames: string[], { gitlab }: Deps): Promise<Record<string, UserFacts>> {
  const users = await Promise.all(usernames.map((username) => gitlab.userByName(username)));
  return Object.fromEntries(
    usernames.flatMap((username, index) => {
      const user = users[index];
      return user ? [[username.toLowerCase(), user]] : [];
    }),
  );
}
