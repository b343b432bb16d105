import type { DomainEvent } from '../events.ts';
import type { ExistingReview } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { planReview } from '../plan-review.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored, intentFor, placeOf, reviewIssueOf, tellApps } from './decision.ts';
import { makeConfidential } from './make-confidential.ts';
import { pursue } from './pursue.ts';
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
  const review: Review = {
    ...known,
    snapshot: facts.incident.updatedAt < known.snapshot.updatedAt ? known.snapshot : facts.incident,
    labelSetAt: facts.labelSetAt,
  };
  // Far enough when it was wanted is far enough now, however long GitLab was away: only the present
  // state is judged again, not how old it is.
  const wish = wishFor(review, policy, true);
  if (wish.what !== 'review') {
    const pursued = pursue({ ...review, standing: 'watching' }, { policy, now, asked: false, by: null });
    return { outcome: 'done', because: pursued.review.because, ...pursued };
  }
  return facts.existing
    ? adopt(review, facts.existing, facts.readableByMore, policy, now)
    : plan(review, facts, policy, now);
}

function plan(review: Review, facts: Gathered['facts'], policy: Policy, now: Instant): Decision {
  const { incident } = review;
  const reviewPlan = planReview(incident, { ...facts, incident: review.snapshot }, policy, now);
  const open = intentFor(
    incident,
    { kind: 'open-review', incident, at: placeOf(review.snapshot), plan: reviewPlan },
    review.generation,
  );
  return {
    outcome: 'done',
    because: review.because,
    review: { ...review, keyInformation: reviewPlan.values.keyInformation },
    intents: [open],
  };
}

function adopt(
  review: Review,
  existing: ExistingReview,
  readableByMore: boolean,
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
  const mustHide = review.snapshot.confidential || (existing.ours && readableByMore);
  if (mustHide && !existing.issue.confidential) {
    intents.push(makeConfidential(adopted, existing.issue.updatedAt));
  }
  intents.push(...tellApps(policy, adopted, 'review.adopted', existing.issue.id, now, because));
  return { outcome: 'done', because, review: adopted, intents };
}
