import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { hasLabel } from '../labels.ts';
import type { ImpactWindow } from '../measure/window.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { announce } from './announce.ts';
import { check } from './check.ts';
import { type Decision, ignored, intentFor, placeOf, reviewIssueOf, tellApps } from './decision.ts';
import { makeConfidential, mustHide } from './make-confidential.ts';
import { measure } from './measure.ts';
import { gathering, reading, refresh } from './refresh.ts';
import { followReview } from './review-changed.ts';

const atOnceMs = 10_000;

type Created = Extract<DomainEvent, { kind: 'review.created' }>;

/** The review stands in GitLab. What GitLab silently left out is seen to at once. */
export function reviewCreated(event: Created, known: Review | null, policy: Policy, now: Instant): Decision {
  if (!known) return ignored('the incident is not known');
  const { review: issue, plan } = event;
  if (known.issue) {
    const twice = known.issue.id !== issue.id;
    return ignored(
      twice ? `its review is ${known.issue.url} already: ${issue.url} is one too many` : 'known already',
    );
  }
  const { incident } = known;
  const address = { project: issue.project.id, iid: issue.iid };
  const because = known.standing === 'waived' ? 'the review was opened before it was waived' : known.because;
  const review: Review = {
    ...known,
    because,
    standing: issue.state === 'closed' && issue.movedTo === null ? 'closed' : 'open',
    issue: reviewIssueOf(issue),
    openedAt: issue.createdAt,
    plannedOwner: null,
    waiver: null,
    driMissing: issue.assignees.length === 0 && plan.furtherCandidates.length === 0,
    hidden: known.hidden || (plan.asked.confidential && !issue.confidential && !known.snapshot.confidential),
  };

  const intents: Intent[] = [];
  // First of all: every moment that a confidential review is readable is a leak.
  if (mustHide(review) && !issue.confidential) intents.push(makeConfidential(review));
  if (issue.movedTo !== null) intents.push(followReview(incident, issue.movedTo));
  const at = placeOf(known.snapshot);
  intents.push(intentFor(incident, { kind: 'link-review', incident, at, review: address }, issue.id));
  const candidates = plan.furtherCandidates;
  if (issue.assignees.length === 0 && candidates.length > 0) {
    intents.push(
      intentFor(incident, { kind: 'assign-review', incident, review: address, candidates }, issue.id),
    );
  }
  const missing = leftOut(event);
  if (missing !== null) {
    intents.push(intentFor(incident, { kind: 'correct-review', incident, review: address, plan }, issue.id));
  }
  intents.push(...tellApps(policy, review, 'review.opened', issue.id, now, because));
  const { figures, intents: measuring } = measure(review, windowOf(review), policy, now);
  intents.push(...measuring);
  if (!hadToWait(review)) intents.push(...gathering(review, `opened ${issue.id}`, now));
  // Measured for an earlier review, which a person deleted.
  if (figures !== null && figures.present.services.length > 0)
    intents.push(reading({ ...review, figures }, null, `figures for ${issue.id}`));
  const announced = announce({ ...review, figures }, policy, now);
  intents.push(...announced.intents);
  if (event.overtaken) intents.push(...refresh(announced.review, known.snapshot.updatedAt, now));
  const checked = check(announced.review, issue.updatedAt, now);
  intents.push(...checked.intents);
  return { outcome: 'done', because: missing ?? because, review: checked.review, intents };
}

/** A review that was not opened at once had others before it, which GitLab is needed for: its times are asked for with the first look at it. */
function hadToWait({ reachedAt, snapshot, openedAt }: Review): boolean {
  const wanted = reachedAt ?? snapshot.updatedAt;
  return openedAt !== null && Date.parse(openedAt) - Date.parse(wanted) > atOnceMs;
}

/** As it was written: nobody can have corrected it yet. */
function windowOf({ keyInformation }: Review): ImpactWindow {
  return { start: keyInformation?.start?.value ?? null, end: keyInformation?.end?.value ?? null };
}

/** What was asked for and is not there: GitLab says nothing of fields that a role may not set. */
function leftOut({ plan: { asked }, review: issue }: Created): string | null {
  const missing = asked.labels.filter((label) => !hasLabel(issue.labels, label));
  const parts = [
    ...(missing.length > 0 ? [`labels ${missing.map((label) => `"${label}"`).join(', ')}`] : []),
    ...(asked.assignee !== null && issue.assignees.length === 0 ? ['the assignee'] : []),
    ...(asked.dueDate !== null && issue.dueDate === null ? ['the due date'] : []),
  ];
  return parts.length === 0
    ? null
    : `GitLab did not accept ${parts.join(', ')}: the token's role may be too low`;
}
