import { type Announcement, isNews } from '../announcement.ts';
import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { check } from './check.ts';
import { type Decision, ignored, intentFor } from './decision.ts';
import { isConfidential, retract } from './retract.ts';

/** People shall hear of a review that was opened for them. Nothing where Slack is off. */
export function announce(
  review: Review,
  policy: Policy,
  now: Instant,
): { review: Review; intents: Intent[] } {
  const { incident, issue, snapshot, generation } = review;
  if (!issue || policy.slack === null) return { review, intents: [] };
  if (!isNews(snapshot, review.reachedAt, now)) {
    const because = 'the incident was closed more than seven days before';
    const announcement: Announcement = { outcome: 'not-announced', at: now, where: null, because, tried: [] };
    return { review: { ...review, announcement }, intents: [] };
  }
  const intent = intentFor(incident, { kind: 'announce-review', incident, generation }, issue.id);
  return { review, intents: [intent] };
}

/** The reviews channel hears that a review has no owner, once people could hear of the review itself. */
function tellOfMissingDri(review: Review, policy: Policy): Intent[] {
  const { incident, issue, generation, announcement, driMissing } = review;
  if (!issue || policy.slack === null || !driMissing || issue.assignees.length > 0) return [];
  const tried = announcement !== null && (announcement.where !== null || announcement.tried.length > 0);
  if (!tried && announcement?.outcome !== 'unknown') return [];
  return [intentFor(incident, { kind: 'tell-of-missing-dri', incident, generation }, issue.id)];
}

/** Where it was announced, or why not, is kept; what can follow from it follows. */
export function reviewAnnounced(
  { generation, announcement }: Extract<DomainEvent, { kind: 'review.announced' }>,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  if (!known?.issue || known.generation !== generation) return ignored('the review is another one by now');
  const { where, outcome } = announcement;
  const review: Review = { ...known, announcement };
  const because =
    announcement.because ?? (where ? `announced in ${where.place}${insteadOf(announcement)}` : outcome);
  const intents = tellOfMissingDri(review, policy);
  if (where && outcome === 'announced') {
    const { incident } = known;
    const { rung, place, channel, ts } = where;
    intents.push(intentFor(incident, { kind: 'link-announcement', incident, channel, ts }, ts));
    // It may have become confidential while the message was on its way.
    if (isConfidential(review) && rung !== 'dri') intents.unshift(retract(review, ts));
    else if (rung === 'incident-channel') {
      const body = { kind: 'bookmark-review', incident, channel, place } as const;
      intents.push(intentFor(incident, body, known.issue.id));
    }
  }
  const checked = check(review, now, now);
  return { outcome: 'done', because, review: checked.review, intents: [...intents, ...checked.intents] };
}

/** Something else was said of it: if it became confidential meanwhile, that is taken back. */
export function reviewMentioned(
  { key }: Extract<DomainEvent, { kind: 'review.mentioned' }>,
  known: Review | null,
): Decision {
  if (!known || !isConfidential(known)) return ignored('nothing follows from it');
  const because = 'the review became confidential meanwhile';
  return { outcome: 'done', because, review: known, intents: [retract(known, key)] };
}

/** `; not in #incident-12: it is archived`. */
function insteadOf({ tried }: Announcement): string {
  return tried.map(({ place, because }) => `; not in ${place}: ${because}`).join('');
}

export function messagesRetracted(
  { kept }: Extract<DomainEvent, { kind: 'messages.retracted' }>,
  known: Review | null,
): Decision {
  const { announcement } = known ?? {};
  const { outcome, where } = announcement ?? {};
  if (!known || !announcement || outcome !== 'announced' || (where && kept.includes(where.place)))
    return ignored('what was announced stays');
  const because = 'the review is confidential by now';
  const review: Review = { ...known, announcement: { ...announcement, outcome: 'retracted', because } };
  return { outcome: 'done', because, review, intents: [] };
}

export function announcementLinked(
  { ts, permalink }: Extract<DomainEvent, { kind: 'announcement.linked' }>,
  known: Review | null,
): Decision {
  const where = known?.announcement?.where;
  if (!known?.announcement || where?.ts !== ts) return ignored('the announcement is another one by now');
  const announcement = { ...known.announcement, where: { ...where, permalink } };
  return { outcome: 'done', because: permalink, review: { ...known, announcement }, intents: [] };
}

/** Nobody of those who could own the review is accepted by GitLab. */
export function driMissing(known: Review | null, policy: Policy): Decision {
  if (!known?.issue) return ignored('there is no review');
  if (known.issue.assignees.length > 0) return ignored('somebody owns it by now');
  const review: Review = { ...known, driMissing: true };
  const because = 'GitLab accepted nobody as the assignee';
  return { outcome: 'done', because, review, intents: tellOfMissingDri(review, policy) };
}
