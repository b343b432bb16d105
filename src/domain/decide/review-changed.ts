import type { Checklist } from '../checklist.ts';
import { detailsEdited } from '../details-seen.ts';
import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { hashOfText } from '../mark.ts';
import { measuredServices } from '../measure/measured-services.ts';
import type { Policy } from '../policy.ts';
import type { Review, ReviewIssue } from '../review.ts';
import type { IncidentKey, Instant, IssueSnapshot } from '../words.ts';
import { check, checkAtClosing } from './check.ts';
import { type Decision, ignored, intentFor, reviewIssueOf, tellApps } from './decision.ts';
import { makeConfidential, mustHide } from './make-confidential.ts';
import { hidesMore, isOverruled } from './overruled.ts';
import { refresh } from './refresh.ts';

type Changed = Extract<DomainEvent, { kind: 'issue.changed' }>;

/** Somebody changed a review: follow its state, owner and due date, and keep it as confidential as its incident. */
export function reviewChanged(event: Changed, known: Review, policy: Policy, now: Instant): Decision {
  const decision = follow(event, known, policy, now);
  const { overwrote: overwritten, issue } = event;
  if (overwritten === undefined) return decision;
  // However late it is told, and however often.
  const body = { kind: 'restore-edit' as const, incident: known.incident, write: overwritten.write };
  const restore = intentFor(known.incident, body, issue.updatedAt, hashOfText(overwritten.previous));
  const because = "a person's edit was overwritten: it is restored";
  // Nobody hears of what comes back but by reading it.
  const intents = [...decision.intents, restore, ...refresh(decision.review ?? known, issue.updatedAt, now)];
  return { ...decision, outcome: 'done', because, intents, overwritten };
}

function follow(event: Changed, known: Review, policy: Policy, now: Instant): Decision {
  const { issue } = event;
  if (!known.issue) return ignored('the review is not known');
  if (isOverruled(event, known.issue, now)) {
    return hidesMore(issue, known.issue) && !event.found
      ? ask(known, issue)
      : ignored('older than what is known already');
  }
  if (issue.movedTo !== null) {
    const intents = [followReview(known.incident, issue.movedTo)];
    return { outcome: 'done', because: 'the review was moved', review: known, intents };
  }

  const standing = issue.state === 'closed' ? 'closed' : 'open';
  const review: Review = { ...known, standing, issue: reviewIssueOf(issue), checklist: edited(event, known) };
  // A text that GitLab tells of is news, whatever else was changed in the same millisecond.
  const isNews =
    event.edited !== undefined || issue.updatedAt !== known.issue.updatedAt || standing !== known.standing;
  const intents: Intent[] = [];
  if (mustHide(review) && !issue.confidential) {
    intents.push(makeConfidential(review));
  }
  if (standing !== known.standing) {
    const name = standing === 'closed' ? 'review.closed' : 'review.reopened';
    const because = standing === 'closed' ? 'the review was closed' : 'the review was opened again';
    intents.push(...tellApps(policy, review, name, issue.updatedAt, now, because));
    // While it was closed nobody kept it up.
    intents.push(...refresh(review, issue.updatedAt, now));
    if (standing === 'closed') intents.push(...checkAtClosing(review, issue.closedAt ?? issue.updatedAt));
  } else if (isNews && mayHaveCorrected(event, known.issue, review, policy)) {
    intents.push(...refresh(review, issue.updatedAt, now));
  }
  const checked = isNews ? check(review, issue.updatedAt, now) : { review, intents: [] };
  return {
    outcome: 'done',
    because: known.because,
    review: checked.review,
    intents: [...intents, ...checked.intents],
  };
}

function edited({ edited, issue }: Changed, { checklist }: Review): Checklist | null {
  if (edited === undefined || checklist === null) return checklist;
  return { ...checklist, details: detailsEdited(edited, issue.updatedAt, checklist) };
}

/** What is measured, and how long what took, depends on the times in its table, which people correct; and what was hidden may be written by now. */
function mayHaveCorrected(
  { issue, by }: Changed,
  known: ReviewIssue,
  { snapshot, times }: Review,
  policy: Policy,
): boolean {
  const depends = times?.tells === true || measuredServices(snapshot.labels, policy).length > 0;
  if (!depends) return false;
  const isOurAct = by !== null && policy.botUsers.includes(by.id);
  return !isOurAct || issue.confidential !== known.confidential;
}

function ask({ incident, version }: Review, { project, iid, updatedAt }: IssueSnapshot): Decision {
  const review = { project: project.id, iid };
  const verify = intentFor(incident, { kind: 'verify-review', incident, review }, updatedAt, version);
  const because = 'older than what is known, but confidential: GitLab is asked';
  return { outcome: 'done', because, review: null, intents: [verify] };
}

/** Where a review went that is not where we knew it. */
export function followReview(incident: IncidentKey, movedTo: number): Intent {
  return intentFor(incident, { kind: 'follow-review', incident, movedTo }, movedTo);
}

/** A moved review is the same review at another place, where other people may read it. */
export function reviewMoved(
  { review: issue, readableByMore }: Extract<DomainEvent, { kind: 'review.moved' }>,
  known: Review | null,
  now: Instant,
): Decision {
  if (!known) return ignored('the incident is not known');
  const standing = issue.state === 'closed' && issue.movedTo === null ? 'closed' : 'open';
  const review: Review = { ...known, standing, issue: reviewIssueOf(issue), hidden: readableByMore };
  const intents: Intent[] = [];
  // Moved once more meanwhile.
  if (issue.movedTo !== null) intents.push(followReview(known.incident, issue.movedTo));
  else if (mustHide(review) && !issue.confidential) intents.push(makeConfidential(review));
  // What was changed at its old place, directly before.
  const checked = check(review, issue.updatedAt, now);
  const because = 'the review was moved and followed';
  return { outcome: 'done', because, review: checked.review, intents: [...intents, ...checked.intents] };
}
