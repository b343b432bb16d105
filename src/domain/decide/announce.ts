import { type Announcement, isNews } from '../announcement.ts';
import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored, intentFor, keyFor, placeOf } from './decision.ts';
import { mustHide } from './make-confidential.ts';

/** People shall hear of a review that was opened for them. Nothing where Slack is off. */
export function announce(
  review: Review,
  policy: Policy,
  now: Instant,
): { review: Review; intents: Intent[] } {
  const { incident, issue, snapshot } = review;
  if (!issue || policy.slack === null) return { review, intents: [] };
  if (!isNews(snapshot, review.reachedAt, now)) {
    const because = 'the incident was closed more than seven days before';
    const announcement: Announcement = { outcome: 'not-announced', at: now, where: null, because, tried: [] };
    return { review: { ...review, announcement }, intents: [] };
  }
  const address = { project: issue.project, iid: issue.iid };
  const at = placeOf(snapshot);
  const intent = intentFor(incident, { kind: 'announce-review', incident, at, review: address }, issue.id);
  return { review, intents: [intent] };
}

/** The reviews channel hears that a review has no owner. */
export function tellOfMissingDri(review: Review, policy: Policy): Intent[] {
  const { incident, issue, snapshot } = review;
  if (!issue || policy.slack === null) return [];
  const address = { project: issue.project, iid: issue.iid };
  const at = placeOf(snapshot);
  return [intentFor(incident, { kind: 'tell-of-missing-dri', incident, at, review: address }, issue.id)];
}

/** Where it was announced, or why not, is kept; what can follow from it follows. */
export function reviewAnnounced(
  { review: issue, announcement }: Extract<DomainEvent, { kind: 'review.announced' }>,
  known: Review | null,
): Decision {
  if (known?.issue?.id !== issue) return ignored('the review is another one by now');
  const { where } = announcement;
  const review: Review = { ...known, announcement };
  const because =
    announcement.because ??
    (where ? `announced in ${where.place}${insteadOf(announcement)}` : announcement.outcome);
  // It may have become confidential while the message was on its way.
  if (isConfidential(review)) return { outcome: 'done', because, review, intents: retract(review) };
  if (!where || announcement.outcome !== 'announced')
    return { outcome: 'done', because, review, intents: [] };
  const { incident } = known;
  const { channel, ts } = where;
  const intents = [intentFor(incident, { kind: 'link-announcement', incident, channel, ts }, ts)];
  if (where.rung === 'incident-channel') {
    intents.push(intentFor(incident, { kind: 'bookmark-review', incident, channel }, issue));
  }
  return { outcome: 'done', because, review, intents };
}

/** `; not in #incident-12: it is archived`. */
function insteadOf({ tried }: Announcement): string {
  return tried.map(({ place, because }) => `; not in ${place}: ${because}`).join('');
}

/**
 * Takes back what channels show of a review that is confidential now. Empty while it is not, or when
 * nothing was ever said.
 */
export function retract(review: Review): Intent[] {
  const { incident, issue, announcement } = review;
  if (!issue || announcement === null || !isConfidential(review)) return [];
  const { outcome, where } = announcement;
  // What went to the DRI alone stays where it is, and then nothing was said of a missing one.
  const inChannels = outcome === 'unknown' || (outcome === 'announced' && where?.rung !== 'dri');
  if (!inChannels) return [];
  const keys = (['announce-review', 'tell-of-missing-dri'] as const).map((kind) =>
    keyFor(kind, incident, issue.id),
  );
  const bookmark = where?.rung === 'incident-channel' ? { channel: where.channel, link: issue.url } : null;
  const body = { kind: 'retract-messages', incident, keys, bookmark } as const;
  return [intentFor(incident, body, issue.id, where?.ts ?? outcome)];
}

/** Confidential itself, or to be made so. */
function isConfidential(review: Review): boolean {
  return mustHide(review) || review.issue?.confidential === true;
}

export function messagesRetracted(known: Review | null): Decision {
  if (!known?.announcement) return ignored('nothing was announced');
  const because = 'the review is confidential by now';
  const announcement: Announcement = { ...known.announcement, outcome: 'retracted', because };
  return { outcome: 'done', because, review: { ...known, announcement }, intents: [] };
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

export function driMissing(known: Review | null, policy: Policy): Decision {
  if (!known?.issue) return ignored('there is no review');
  if (known.issue.assignees.length > 0) return ignored('somebody owns it by now');
  const because = 'GitLab accepted nobody as the assignee';
  return { outcome: 'done', because, review: known, intents: tellOfMissingDri(known, policy) };
}
