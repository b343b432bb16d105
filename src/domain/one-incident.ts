import { firstSeen } from './decide/first-seen.ts';
import type { Review } from './review.ts';
import type { IssueSnapshot } from './words.ts';

/** The global id that the incident of a row has now. */
export function standsAt({ movedIncident, incident }: Pick<Review, 'movedIncident' | 'incident'>): number {
  return movedIncident ?? incident.issue;
}

/**
 * Whether an issue says less of the incident than its row knows: it is a place that the incident has left, or is
 * shown as it was before. Moments of two issues are never compared.
 */
export function isPlaceLeft(issue: Pick<IssueSnapshot, 'id'>, row: Review): boolean {
  return issue.id !== standsAt(row);
}

/**
 * GitLab tells of a move in any order, so that one incident may have a row for each of its places. One of them
 * leads: that which has come furthest towards a review, else the oldest. It never falls behind one that has ended.
 */
export function leadingRow(rows: Review[]): Review | null {
  return (
    rows.toSorted((a, b) => progressOf(b) - progressOf(a) || a.incident.issue - b.incident.issue)[0] ?? null
  );
}

function progressOf({ issue, standing, attempt, keyInformation }: Review): number {
  if (issue) return 4;
  if (standing === 'deleted') return 3;
  if (standing === 'wanted' && keyInformation !== null) return 2;
  return attempt > 0 ? 1 : 0;
}

/** A row that does not lead: nothing is wanted there any more, and it points to the one that does. */
export function endedFor(leading: Review, row: Review): Review {
  const { incident, snapshot, labelSetAt, reachedAt, generation, version } = row;
  return {
    ...firstSeen(snapshot),
    incident,
    labelSetAt,
    reachedAt,
    generation,
    version,
    because: 'the incident was moved; it is kept as what it was before, or is now',
    movedIncident: leading.incident.issue,
  };
}

export function hasEnded(row: Review, leading: Review): boolean {
  return row.movedIncident === leading.incident.issue && row.standing === 'watching' && row.attempt === 0;
}
