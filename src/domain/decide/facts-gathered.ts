import type { Announcement } from '../announcement.ts';
import type { DomainEvent } from '../events.ts';
import type { ExistingReview } from '../facts.ts';
import { findKeyInformation } from '../find-key-information.ts';
import type { Intent } from '../intents.ts';
import { isOlder } from '../is-older.ts';
import { isPlaceLeft } from '../one-incident.ts';
import { planReview } from '../plan-review.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant, IssueSnapshot } from '../words.ts';
import { type Decision, ignored, intentFor, placeOf, reviewIssueOf, tellApps } from './decision.ts';
import { makeConfidential, mustHide } from './make-confidential.ts';
import { pursue } from './pursue.ts';
import { retract } from './retract.ts';
import { wishFor } from './wish.ts';

type Gathered = Extract<DomainEvent, { kind: 'facts.gathered' }>;

/** GitLab was asked for everything a review needs: adopt the one that exists, plan a new one, or let it be. */
export function factsGathered(
  { facts }: Gathered,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  if (!known) return ignored('the incident is not known');
  if (known.standing !== 'wanted') return ignored(`the review is ${known.standing} by now`);
  // It was moved while GitLab was asked: what is known of its old place is asked again for the new one.
  if (isPlaceLeft(facts.incident, known)) return again(known, policy, now);
  const review: Review = {
    ...known,
    snapshot: newer(facts.incident, known),
    movedIncident: facts.incident.movedTo ?? known.movedIncident,
    labelSetAt: facts.labelSetAt,
  };
  // Far enough when it was wanted is far enough now, however long GitLab was away: only the present
  // state is judged again, not how old it is.
  const wish = wishFor(review, policy, true);
  if (wish.what !== 'review') return again(review, policy, now);
  if (!facts.existing) return plan(review, facts, policy, now);
  // We wrote its table, and nobody remembers: it is kept up from now on.
  const sources = { ...facts, incident: review.snapshot };
  const keyInformation = facts.existing.ours ? findKeyInformation(sources, policy.trigger) : null;
  return adopt({ ...review, keyInformation }, facts.existing, policy, now);
}

function plan(review: Review, facts: Gathered['facts'], policy: Policy, now: Instant): Decision {
  const { incident } = review;
  const reviewPlan = planReview(incident, { ...facts, incident: review.snapshot }, policy, now);
  const { attempt, generation } = review;
  const open = intentFor(
    incident,
    { kind: 'open-review', incident, at: placeOf(review.snapshot), plan: reviewPlan, attempt },
    generation,
    attempt,
  );
  return {
    outcome: 'done',
    because: review.because,
    review: {
      ...review,
      hidden: facts.readableByMore,
      plannedOwner: reviewPlan.values.dri?.username ?? null,
      keyInformation: reviewPlan.values.keyInformation,
    },
    intents: [open],
  };
}

/** A review that is there already becomes the review of its incident, whoever opened it. */
export function adopt(
  review: Review,
  existing: NonNullable<Gathered['facts']['existing']>,
  policy: Policy,
  now: Instant,
): Decision {
  const { incident } = review;
  const because = existing.ours
    ? 'this service had opened the review already'
    : 'a review by hand exists already';
  const adopted: Review = {
    ...review,
    standing: existing.issue.state === 'closed' ? 'closed' : 'open',
    because,
    issue: reviewIssueOf(existing.issue),
    openedAt: existing.issue.createdAt,
    plannedOwner: null,
    hidden: existing.readableByMore,
    announcement: isFromBefore(review, existing, policy) ? saidBefore(now) : review.announcement,
  };
  const intents: Intent[] = [];
  if (existing.how === 'searched') {
    const to = { project: existing.issue.project.id, iid: existing.issue.iid };
    intents.push(
      intentFor(
        incident,
        { kind: 'link-review', incident, at: placeOf(review.snapshot), review: to },
        existing.issue.id,
      ),
    );
  }
  if (mustHide(adopted) && !existing.issue.confidential) {
    intents.push(makeConfidential(adopted));
    // It may have become so while nobody knew of the review.
    if (adopted.announcement) intents.push(retract(adopted, existing.issue.id));
  }
  intents.push(...tellApps(policy, adopted, 'review.adopted', existing.issue.id, now, because));
  return { outcome: 'done', because, review: adopted, intents };
}

/** We opened it, but not for this row: the database was lost in between, and with it what was said in Slack. */
function isFromBefore(review: Review, { ours }: ExistingReview, { slack }: Policy): boolean {
  return ours && slack !== null && review.attempt <= 1 && review.generation === 0;
}

function saidBefore(now: Instant): Announcement {
  const because = 'it was opened before the database was lost';
  return { outcome: 'unknown', at: now, where: null, because, tried: [] };
}

/** The plan no longer fits: the incident went on while GitLab could not be written to. */
export function planOvertaken(
  { issue }: Extract<DomainEvent, { kind: 'plan.overtaken' }>,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  if (!known) return ignored('the incident is not known');
  if (known.standing !== 'wanted') return ignored(`the review is ${known.standing} by now`);
  if (issue === null || isPlaceLeft(issue, known)) return again(known, policy, now);
  const movedIncident = issue.movedTo ?? known.movedIncident;
  return again({ ...known, snapshot: newer(issue, known), movedIncident }, policy, now);
}

/** Judged anew, as if nothing were under way. */
function again(review: Review, policy: Policy, now: Instant): Decision {
  const pursued = pursue(
    { ...review, standing: 'watching', plannedOwner: null },
    { policy, now, asked: false, by: null },
  );
  return { outcome: 'done', because: pursued.review.because, ...pursued };
}

/** Moments of two places of an incident tell nothing about each other: the later place is what counts. */
function newer(issue: IssueSnapshot, { snapshot }: Review): IssueSnapshot {
  const isOld = issue.id === snapshot.id && isOlder(issue.updatedAt, snapshot.updatedAt);
  return isOld ? snapshot : issue;
}
