import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { isOlder } from '../is-older.ts';
import { hasLabel } from '../labels.ts';
import { isPlaceLeft } from '../one-incident.ts';
import { type Policy, watched, watchingSince } from '../policy.ts';
import type { Review } from '../review.ts';
import { cameFarEnoughAt, farEnough } from '../stage.ts';
import type { IncidentKey, Instant, IssueSnapshot } from '../words.ts';
import { check } from './check.ts';
import { type Decision, ignored, intentFor, tellApps } from './decision.ts';
import { firstSeen } from './first-seen.ts';
import { makeConfidential, mustHide } from './make-confidential.ts';
import { hidesMore, isOverruled } from './overruled.ts';
import { pursue } from './pursue.ts';
import { refreshAfter } from './refresh.ts';

type Changed = Extract<DomainEvent, { kind: 'issue.changed' }>;

/** An issue changed that is no review: an incident perhaps, new to us or known. */
export function incidentChanged(
  event: Changed,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  const { issue } = event;
  if (!known && !watched(issue.project, policy))
    return ignored(`project ${issue.project.path || issue.project.id} is not configured`);
  // The place that it left is no more than a sign-post, whatever people still do to it.
  if (known && isPlaceLeft(issue, known)) return ignored('the incident has gone on from there');
  // Moments of two places of an incident tell nothing about each other.
  if (known?.snapshot.id === issue.id && isOverruled(event, known.snapshot, now)) {
    return hidesMore(issue, known.snapshot) && !event.found
      ? ask(
          event,
          known.incident,
          'older than what is known, but confidential: GitLab is asked',
          known.version,
        )
      : ignored('older than what is known already');
  }

  const isIncident = issue.kind === 'incident' || hasLabel(issue.labels, policy.incident.label);
  if (!known && !isIncident) {
    return issue.kind === 'unknown' ? identify(event, policy) : ignored('it is not an incident');
  }

  const before = statesBefore(event, known, policy);
  const review = seen(event, known, before, policy);
  const asked = isAskedNow(issue, before, policy) || wasAskedUnseen(event, known, policy);
  const since = event.found?.since ?? null;
  const pursued = pursue(review, { policy, now, asked, by: event.by, since });
  const isNews = known !== null && known.snapshot.updatedAt !== issue.updatedAt;
  const checked = isNews
    ? check(pursued.review, issue.updatedAt, now)
    : { review: pursued.review, intents: [] };
  return {
    outcome: 'done',
    because: pursued.review.because,
    review: checked.review,
    intents: [
      ...pursued.intents,
      ...checked.intents,
      ...closureNews(pursued.review, before, policy, now),
      ...careForReview(pursued.review, asked),
      ...refreshAfter(known?.snapshot, issue, pursued.review, now),
    ],
  };
}

/** Before GitLab 17.2 nobody says what an issue is. Only where it would matter is GitLab asked. */
function identify(event: Changed, policy: Policy): Decision {
  const { issue } = event;
  const at = issue.closedAt ?? issue.updatedAt;
  if (!farEnough(issue, policy.trigger) || at < watchingSince(issue.project, policy))
    return ignored('nothing to decide on yet');
  const incident = { project: issue.project.id, issue: issue.id, iid: issue.iid };
  return ask(event, incident, 'the sender did not say whether this is an incident');
}

/** The answer comes back as the same change, with what GitLab shows by then. */
function ask({ issue, before }: Changed, incident: IncidentKey, because: string, version = 0): Decision {
  const identify = { kind: 'identify-issue', issue, before } as const;
  const intents = [intentFor(incident, identify, issue.updatedAt, version)];
  return { outcome: 'done', because, review: null, intents };
}

type Earlier = { state: 'opened' | 'closed' | null; labels: string[] | null };

/** What is told of the past: by the event itself, else by what we knew. */
function statesBefore(event: Changed, known: Review | null, policy: Policy): Earlier {
  return {
    state: event.before.state ?? stateBefore(event, known, policy),
    labels: event.before.labels ?? known?.snapshot.labels ?? null,
  };
}

/** Where nobody told of a closure, its moment tells what was before it. */
function stateBefore({ issue, found }: Changed, known: Review | null, policy: Policy): Earlier['state'] {
  const { state, closedAt } = issue;
  if (state === 'closed' && closedAt !== null) {
    const closedBefore = known?.snapshot.closedAt ?? null;
    // Closed later than we knew: it was open in between.
    if (closedBefore !== null && isOlder(closedBefore, closedAt)) return 'opened';
    // New to us, and open when we began to watch.
    if (found && !known && closedAt >= watchingSince(issue.project, policy)) return 'opened';
  }
  return known?.snapshot.state ?? null;
}

function seen(
  { issue, before: told, found }: Changed,
  known: Review | null,
  before: Earlier,
  policy: Policy,
): Review {
  const { labels } = policy.trigger;
  const setAt = known?.labelSetAt ?? { mitigated: null, resolved: null };
  const remembered = found?.labelSetAt ?? setAt;
  const labelSetAt = {
    mitigated: whenSet(labels.mitigated, issue, told.labels ?? null, remembered.mitigated ?? setAt.mitigated),
    resolved: whenSet(labels.resolved, issue, told.labels ?? null, remembered.resolved ?? setAt.resolved),
  };
  const kind = issue.kind === 'unknown' && known ? known.snapshot.kind : issue.kind;
  const snapshot = { ...issue, kind };
  const reachedAt = whenReached(snapshot, labelSetAt, known, before, policy);
  if (known) {
    const movedIncident = issue.movedTo ?? known.movedIncident;
    return { ...known, snapshot, labelSetAt, reachedAt, movedIncident };
  }
  return { ...firstSeen(snapshot), labelSetAt, reachedAt };
}

/**
 * Only an event that tells of the label itself tells when it was set. That a label is new to us is not
 * enough: the event of its setting may have been lost, and hours may have passed.
 */
function whenSet(
  label: string,
  issue: IssueSnapshot,
  before: string[] | null,
  known: Instant | null,
): Instant | null {
  if (!hasLabel(issue.labels, label)) return null;
  // What an issue carries when it is opened was set when it was opened.
  if (before === null && issue.createdAt === issue.updatedAt) return issue.createdAt;
  const isNew = before !== null && !hasLabel(before, label);
  return isNew ? issue.updatedAt : known;
}

/** Where no moment is known, what we saw happen happened now. */
function whenReached(
  issue: IssueSnapshot,
  labelSetAt: Review['labelSetAt'],
  known: Review | null,
  before: Earlier,
  policy: Policy,
): Instant | null {
  if (!farEnough(issue, policy.trigger)) return null;
  const at = cameFarEnoughAt(issue, labelSetAt, policy.trigger);
  const wasNot =
    before.state !== null &&
    before.labels !== null &&
    !farEnough({ ...issue, state: before.state, labels: before.labels }, policy.trigger);
  const closed = before.state === 'opened' && issue.state === 'closed';
  if (known?.reachedAt && !wasNot) return known.reachedAt;
  return at ?? (wasNot || closed ? issue.updatedAt : null);
}

function isAskedNow(issue: IssueSnapshot, before: Earlier, policy: Policy): boolean {
  const label = policy.trigger.requestedBy;
  return hasLabel(issue.labels, label) && before.labels !== null && !hasLabel(before.labels, label);
}

/** Somebody asked while we were watching, and the event of it was lost. */
function wasAskedUnseen({ issue, found }: Changed, known: Review | null, policy: Policy): boolean {
  const at = found?.labelSetAt.requested ?? null;
  return (
    known === null &&
    at !== null &&
    at >= watchingSince(issue.project, policy) &&
    hasLabel(issue.labels, policy.trigger.requestedBy)
  );
}

function closureNews(review: Review, before: Earlier, policy: Policy, now: Instant): Intent[] {
  const { state, closedAt, updatedAt, movedTo } = review.snapshot;
  if (movedTo !== null || before.state === null || before.state === state) return [];
  return state === 'closed'
    ? tellApps(
        policy,
        review,
        'incident.closed',
        asTold(closedAt ?? updatedAt),
        now,
        'the incident was closed',
      )
    : tellApps(policy, review, 'incident.reopened', asTold(updatedAt), now, 'the incident was opened again');
}

/** To the second: an older GitLab tells the same moment with its fraction in one place and without it in another. */
function asTold(moment: Instant): Instant {
  return moment.replace(/\.\d{3}Z$/, '.000Z');
}

function careForReview(review: Review, asked: boolean): Intent[] {
  const { incident, issue, snapshot } = review;
  if (!issue) return [];
  const intents: Intent[] = [];
  if (mustHide(review) && !issue.confidential) {
    intents.push(makeConfidential(review));
  }
  if (asked) {
    const address = { project: issue.project, iid: issue.iid };
    intents.push(
      intentFor(incident, { kind: 'verify-review', incident, review: address }, snapshot.updatedAt),
    );
  }
  return intents;
}
