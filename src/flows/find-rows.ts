import type { Known } from '../domain/decide/index.ts';
import type { DomainEvent } from '../domain/events.ts';
import { leadingRow, standsAt } from '../domain/one-incident.ts';
import { projectNamed } from '../domain/policy.ts';
import type { Review } from '../domain/review.ts';
import type { IssueSnapshot } from '../domain/words.ts';
import type { Deps } from './deps.ts';

type Parts = Pick<Deps, 'storage' | 'policy'>;

/** `known`: the row that an event is about. `others`: rows that the same incident has for other places of it. */
export type Rows = { event: DomainEvent; known: Known; others: Review[] };

/** The row that an event is about: the incident's, also after a move, or that of the review itself. */
export async function findKnown(event: DomainEvent, deps: Parts): Promise<Known> {
  return (await findRows(event, deps)).known;
}

/** The same with the rows beside it, and with the event as it is to be judged. */
export async function findRows(event: DomainEvent, deps: Parts): Promise<Rows> {
  const { storage } = deps;
  if (event.kind !== 'issue.changed' && event.kind !== 'note.added' && event.kind !== 'note.edited') {
    const row = await storage.reviewOf(event.incident);
    const review = event.kind === 'review.created' ? await awaiting(row, deps) : row;
    return { event, known: review && { review, as: 'incident' }, others: [] };
  }
  const { issue } = event;
  const asReview = await storage.reviewByIssue(issue.project.id, issue.id);
  if (asReview) return { event, known: { review: asReview, as: 'review' }, others: [] };
  const rows = await rowsOf(issue, deps);
  const review = leadingRow(rows);
  if (review === null) return { event, known: null, others: [] };
  const others = rows.filter((row) => row !== review);
  return { ...withNewPlace(event, review, others), others };
}

/** A review that was being written while its row had to give way belongs to the row that leads, if that has none. */
async function awaiting(row: Review | null, { storage }: Parts): Promise<Review | null> {
  if (row === null || row.issue !== null || row.standing !== 'watching') return row;
  const leading = leadingRow([row, (await storage.reviewByMovedIncident(row.incident.issue)) ?? row]);
  return leading?.issue ? row : leading;
}

/** Every row of the incident that stands, or stood, where an issue is, and where that was moved. */
async function rowsOf(
  { project, id, movedTo }: IssueSnapshot,
  { storage, policy }: Parts,
): Promise<Review[]> {
  const rows = [
    await storage.reviewByMovedIncident(id),
    await storage.reviewOf({ project: project.id, issue: id }),
  ];
  if (movedTo !== null) {
    rows.push(await storage.reviewByMovedIncident(movedTo));
    // Only an incident of a project that is watched has a row.
    for (const { incidents } of policy().gitlab.projects) {
      const named = projectNamed(incidents, policy());
      if (typeof named === 'number') rows.push(await storage.reviewOf({ project: named, issue: movedTo }));
    }
  }
  const found = rows.filter((row) => row !== null);
  const keyOf = ({ incident }: Review): string => `${incident.project}:${incident.issue}`;
  return [...new Map(found.map((row) => [keyOf(row), row])).values()];
}

/** The place that the leading row is told to have left for was told of before: that is how the incident is now. */
function withNewPlace(
  event: Extract<DomainEvent, { kind: 'issue.changed' | 'note.added' | 'note.edited' }>,
  review: Review,
  others: Review[],
): Pick<Rows, 'event' | 'known'> {
  const { movedTo, id } = event.issue;
  const there = others.find(({ snapshot }) => snapshot.id === movedTo);
  if (event.kind !== 'issue.changed' || !there || standsAt(review) !== id) {
    return { event, known: { review, as: 'incident' } };
  }
  const { snapshot, labelSetAt, reachedAt } = there;
  const found = { labelSetAt: { ...labelSetAt, requested: null }, since: event.found?.since ?? null };
  return {
    // Its state was news when it was told of; what is new to this row are its labels.
    event: { kind: 'issue.changed', issue: snapshot, before: { state: snapshot.state }, by: null, found },
    known: {
      review: { ...review, movedIncident: movedTo, reachedAt: review.reachedAt ?? reachedAt },
      as: 'incident',
    },
  };
}
