import { type DomainEvent, foundByAsking } from '../../domain/events.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { Problem } from '../../domain/problems.ts';
import type { Review, ReviewIssue } from '../../domain/review.ts';
import { isKnownReview } from '../../domain/same-state.ts';
import type { Instant, IssueSnapshot } from '../../domain/words.ts';
import { canTellDeleted } from '../can-tell-deleted.ts';
import type { Deps } from '../deps.ts';
import type { Attempts } from './attempts.ts';
import { beginAt, readCursor } from './cursor.ts';
import { findForgotten } from './find-forgotten.ts';
import type { Looked } from './find-incidents.ts';
import { readChanged } from './read-changed.ts';

const numbersAtOnce = 100;
/** A replica may not show yet what was opened or moved just now. */
const certainAfterMs = 10 * 60_000;

type Kept = Review & { issue: ReviewIssue };

/** Reviews that are open as far as we know, and that GitLab shows otherwise or not at all. */
export async function findOpenReviews(
  now: Instant,
  attempt: Attempts['attempt'],
  deps: Deps,
): Promise<DomainEvent[]> {
  const open = (await deps.storage.openReviews()).flatMap((row) =>
    row.issue ? [{ ...row, issue: row.issue }] : [],
  );
  const events: DomainEvent[] = [];
  for (const [project, rows] of Map.groupBy(open, ({ issue }) => issue.project)) {
    await attempt(`open reviews in ${rows.at(-1)?.issue.projectPath}`, project, async () => {
      for (let from = 0; from < rows.length; from += numbersAtOnce) {
        events.push(...(await compare(project, rows.slice(from, from + numbersAtOnce), now, deps)));
      }
    });
  }
  return events;
}

async function compare(project: number, rows: Kept[], now: Instant, deps: Deps): Promise<DomainEvent[]> {
  const shown = await deps.gitlab.issuesByNumber(
    project,
    rows.map(({ issue }) => issue.iid),
  );
  const events: DomainEvent[] = [];
  for (const row of rows) {
    const issue = shown.find(({ id }) => id === row.issue.id);
    if (issue && !isKnownReview(issue, row, now)) events.push(asEvent(issue));
    if (!issue && (await isDeleted(row.issue, now, deps))) {
      events.push({ kind: 'review.gone', incident: row.incident, unasked: true });
    }
  }
  return events;
}

async function isDeleted(review: ReviewIssue, now: Instant, deps: Deps): Promise<boolean> {
  if (Date.parse(now) - Date.parse(review.updatedAt) < certainAfterMs) return false;
  if (!(await canTellDeleted(review.project, deps))) return false;
  try {
    await deps.gitlab.issue(review);
    return false;
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return true;
    throw error;
  }
}

/**
 * Reviews of a project that changed since we last looked: among these are the ones that were closed and opened
 * again. Of all that changed those that we know, because people take labels away, and what they opened has none.
 */
export async function findChangedReviews(
  project: ProjectFacts,
  since: Instant | null,
  now: Instant,
  deps: Deps,
): Promise<Looked> {
  const cursor = await readCursor('reviews', project.id, now, deps.storage);
  // Looked at for the first time, perhaps because the database was lost.
  if (cursor === null) return { events: await findForgotten(project, deps), from: null, until: now };
  const from = beginAt(cursor, since);
  const search = { project: project.id, which: 'all' as const, after: from, before: now };
  const { issues, until } = await readChanged(search, deps.gitlab);
  const events: DomainEvent[] = [];
  for (const issue of issues) {
    const row = await deps.storage.reviewByIssue(project.id, issue.id);
    if (row && !isKnownReview(issue, row, now)) events.push(asEvent(issue));
  }
  return { events, from, until };
}

function asEvent(issue: IssueSnapshot): DomainEvent {
  return { kind: 'issue.changed', issue, before: {}, by: null, found: foundByAsking };
}
