import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { hasLabel } from '../labels.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored, intentFor, placeOf, reviewIssueOf, tellApps } from './decision.ts';
import { makeConfidential } from './make-confidential.ts';

type Created = Extract<DomainEvent, { kind: 'review.created' }>;

/** The review stands in GitLab. What GitLab silently left out is seen to at once. */
export function reviewCreated(event: Created, known: Review | null, policy: Policy, now: Instant): Decision {
  if (!known) return ignored('the incident is not known');
  if (known.issue) return ignored(`its review is #${known.issue.iid} already`);
  const { review: issue, askedFor, furtherCandidates } = event;
  const { incident } = known;
  const address = { project: issue.project.id, iid: issue.iid };
  const review: Review = {
    ...known,
    standing: issue.state === 'closed' ? 'closed' : 'open',
    issue: reviewIssueOf(issue),
    openedAt: issue.createdAt,
  };

  const intents: Intent[] = [];
  // First of all: every moment that a confidential review is readable is a leak.
  if ((askedFor.confidential || known.snapshot.confidential) && !issue.confidential) {
    intents.push(makeConfidential(review, issue.updatedAt));
  }
  intents.push(
    intentFor(
      incident,
      { kind: 'link-review', incident, at: placeOf(known.snapshot), review: address },
      issue.id,
    ),
  );
  const assigned = issue.assignees.length > 0;
  if (!assigned && furtherCandidates.length > 0) {
    intents.push(
      intentFor(
        incident,
        { kind: 'assign-review', incident, review: address, candidates: furtherCandidates },
        issue.id,
      ),
    );
  }
  intents.push(...tellApps(policy, review, 'review.opened', issue.id, now, known.because));
  return { outcome: 'done', because: leftOut(event) ?? known.because, review, intents };
}

/** What GitLab did not set although it was asked: fields that the token may not set are dropped without an error. */
function leftOut({ askedFor, review: issue }: Created): string | null {
  const missing = askedFor.labels.filter((label) => !hasLabel(issue.labels, label));
  const parts = [
    ...(missing.length > 0 ? [`labels ${missing.map((label) => `"${label}"`).join(', ')}`] : []),
    ...(askedFor.assignee !== null && issue.assignees.length === 0 ? ['the assignee'] : []),
    ...(askedFor.dueDate !== null && issue.dueDate === null ? ['the due date'] : []),
  ];
  return parts.length === 0
    ? null
    : `GitLab did not accept ${parts.join(', ')}: the token's role may be too low`;
}
