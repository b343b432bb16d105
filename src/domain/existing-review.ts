import type { ExistingReview } from './facts.ts';
import { isReviewTitle } from './review-title.ts';
import type { IncidentKey, IssueSnapshot } from './words.ts';

/** An issue that one of our users wrote, with the incident that its mark names (null: it has no mark). */
export type MarkedIssue = {
  issue: IssueSnapshot;
  author: number;
  incident: Pick<IncidentKey, 'project' | 'issue'> | null;
};

/**
 * The reviews that an incident may have already, best first: those that people have related to it and
 * whose title says so, and those that bear our mark for it. A mark is believed only where reviews are
 * kept and only from a user that we have been. `names`: a moved incident has more than one. Open ones go before closed ones, older before newer.
 */
export function existingReviews(
  names: Pick<IncidentKey, 'project' | 'issue'>[],
  related: IssueSnapshot[],
  searched: MarkedIssue[],
  ours: { project: number; users: number[] },
): ExistingReview[] {
  const marked = searched.filter(
    (one) =>
      one.issue.project.id === ours.project &&
      ours.users.includes(one.author) &&
      names.some(({ project, issue }) => one.incident?.project === project && one.incident.issue === issue),
  );
  const titled = related.filter((issue) => isReviewTitle(issue.title) && issue.movedTo === null);
  const found: ExistingReview[] = [
    ...titled.map((issue) => ({
      issue,
      how: 'related' as const,
      ours: marked.some((one) => one.issue.id === issue.id),
    })),
    ...marked
      .filter((one) => one.issue.movedTo === null && !titled.some((issue) => issue.id === one.issue.id))
      .map((one) => ({ issue: one.issue, how: 'searched' as const, ours: true })),
  ];
  return found.sort(best);
}

function best(a: ExistingReview, b: ExistingReview): number {
  if (a.issue.state !== b.issue.state) return a.issue.state === 'opened' ? -1 : 1;
  return a.issue.id - b.issue.id;
}
