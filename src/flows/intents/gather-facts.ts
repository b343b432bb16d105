import { possibleDris } from '../../domain/dri.ts';
import { existingReview } from '../../domain/existing-review.ts';
import type { ExistingReview, Facts, ProjectFacts, TimelineEvent, UserFacts } from '../../domain/facts.ts';
import { hasLabel, sameLabel } from '../../domain/labels.ts';
import { readMark } from '../../domain/mark.ts';
import { pairOf } from '../../domain/policy.ts';
import { Problem } from '../../domain/problems.ts';
import { readableByMore } from '../../domain/visibility.ts';
import type { IncidentKey, Instant, IssueSnapshot } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import type { Deps } from '../deps.ts';
import { ourUsers } from '../our-users.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** A 404 right after an event may be a replica that has not seen the issue yet. */
const notFoundIsLagUpTo = 5;

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
  if (!pair) return { note: `project ${at.path} is not configured any more` };

  const address = { project: at.project, iid: at.iid };
  const [incidentsProject, reviewsProject] = await Promise.all([
    gitlab.project(at.project),
    gitlab.project(pair.reviews),
  ]);
  const [fresh, timeline, related, searched] = await Promise.all([
    readIncident(address, claimed.attempts, deps),
    gitlab.timeline(incidentsProject.path, at.issue),
    gitlab.relatedIssues(address),
    searchOwn(reviewsProject.id, body.openedAt, policy.review.labels[0] ?? null, deps),
  ]);
  if (isOlder(fresh.updatedAt, body.notOlderThan)) {
    throw new Problem(
      'gitlab-stale',
      `incident #${at.iid} is shown as of ${fresh.updatedAt}, the event is of ${body.notOlderThan}`,
    );
  }

  const known = await storage.reviewOf(incident);
  const found = existingReview(incident, related, searched, {
    project: reviewsProject.id,
    users: await ourUsers(deps),
  });
  const snapshot = snapshotOf(fresh);
  const facts: Facts = {
    readAt: clock.now(),
    incident: snapshot,
    timeline,
    labelSetAt: await whenLabelsWereSet(snapshot, timeline, known?.labelSetAt ?? null, deps),
    existing: found && (await belongsToAnother(found, incident, deps)) ? null : found,
    users: await readUsers(possibleDris(snapshot, policy.services), deps),
    openReviews: Object.fromEntries(await storage.openReviewsByAssignee()),
    reviewsProject,
    readableByMore: await canMoreRead(incidentsProject, reviewsProject, deps),
  };
  return { event: { kind: 'facts.gathered', incident, facts } };
};

async function readIncident(
  address: { project: number; iid: number },
  attempts: number,
  { gitlab }: Deps,
): Promise<IssueWithText> {
  try {
    return await gitlab.issue(address);
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found' && attempts < notFoundIsLagUpTo) {
      throw new Problem('gitlab-stale', `incident #${address.iid} is not there yet`, { cause: error });
    }
    throw error;
  }
}

/** Older versions of GitLab tell times to the second, so only whole seconds are compared. */
function isOlder(a: Instant, b: Instant): boolean {
  return Math.floor(Date.parse(a) / 1000) < Math.floor(Date.parse(b) / 1000);
}

async function searchOwn(project: number, createdAfter: Instant, label: string | null, deps: Deps) {
  const { gitlab } = deps;
  const authors = await ourUsers(deps);
  const pages = await Promise.all(
    authors.map((author) => gitlab.issuesBy({ project, author, label, createdAfter })),
  );
  return pages.flat().map((issue) => ({
    issue: snapshotOf(issue),
    author: issue.author.id,
    incident: readMark(issue.description)?.incident ?? null,
  }));
}

/** A related review may be that of another incident; every incident has its own. */
async function belongsToAnother(
  found: ExistingReview,
  incident: IncidentKey,
  { storage }: Deps,
): Promise<boolean> {
  const owner = await storage.reviewByIssue(found.issue.project.id, found.issue.id);
  return (
    owner !== null && (owner.incident.project !== incident.project || owner.incident.issue !== incident.issue)
  );
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

async function canMoreRead(from: ProjectFacts, to: ProjectFacts, { gitlab, log }: Deps): Promise<boolean> {
  const bothPrivate = from.id !== to.id && from.visibility === 'private' && to.visibility === 'private';
  if (!bothPrivate) return readableByMore(from, to, null);
  try {
    const [members, others] = await Promise.all([gitlab.memberIds(from.id), gitlab.memberIds(to.id)]);
    return readableByMore(from, to, { from: members, to: others });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-forbidden') throw error;
    log.warn({ from: from.path, to: to.path }, 'members may not be read; the review will be confidential');
    return true;
  }
}
