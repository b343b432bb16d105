import type { DomainEvent } from '../events.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import {
  announcementLinked,
  driMissing,
  messagesRetracted,
  reviewAnnounced,
  reviewMentioned,
} from './announce.ts';
import { believable } from './believable.ts';
import { chartsDrawn } from './charts-drawn.ts';
import type { Decision } from './decision.ts';
import { factsGathered, planOvertaken } from './facts-gathered.ts';
import { guidelinesChecked, guidelinesLeftAlone, reviewCommented } from './guidelines-checked.ts';
import { incidentChanged } from './incident-changed.ts';
import { keyInformationRead } from './key-information-read.ts';
import { figuresMeasured } from './measure.ts';
import { noteAdded, noteEdited } from './note-added.ts';
import { readersChanged } from './readers-changed.ts';
import { incidentDue, reviewDue } from './refresh.ts';
import { withRetraction } from './retract.ts';
import { reviewChanged, reviewMoved } from './review-changed.ts';
import { reviewCreated } from './review-created.ts';
import { reviewDiscussed } from './review-discussed.ts';
import { reviewFound } from './review-found.ts';
import { reviewGone } from './review-gone.ts';
import { chartsTakenBack } from './take-back-charts.ts';
import { timesGathered } from './times-gathered.ts';
import { unsay } from './unsay.ts';

/** The row that an event is about, and whether its issue is the incident or the review. */
export type Known = { review: Review; as: 'incident' | 'review' } | null;

/** The one way in which a review changes: what follows from an event, given what is known. Pure. */
export function decide(event: DomainEvent, known: Known, policy: Policy, now: Instant): Decision {
  const before = known?.review ?? null;
  const decision = unsay(before, judge(believable(event, now), known, policy, now));
  return withRetraction(before, decision, policy);
}

function judge(event: DomainEvent, known: Known, policy: Policy, now: Instant): Decision {
  const review = known?.review ?? null;
  switch (event.kind) {
    case 'issue.changed':
      return known?.as === 'review'
        ? reviewChanged(event, known.review, policy, now)
        : incidentChanged(event, review, policy, now);
    case 'note.added':
      return known?.as === 'review'
        ? reviewDiscussed(event, known.review, policy, now)
        : noteAdded(event, review, policy, now);
    case 'note.edited':
      return known?.as === 'review'
        ? reviewDiscussed(event, known.review, policy, now)
        : noteEdited(event, review, policy, now);
    case 'incident.due':
      return incidentDue(review, now);
    case 'review.due':
      return reviewDue(review, now);
    case 'key-information.read':
      return keyInformationRead(event, review, policy, now);
    case 'figures.measured':
      return figuresMeasured(event, review);
    case 'guidelines.checked':
      return guidelinesChecked(event, review, policy, now);
    case 'guidelines.left-alone':
      return guidelinesLeftAlone(event, review, now);
    case 'review.commented':
      return reviewCommented(event, review);
    case 'charts.drawn':
      return chartsDrawn(event, review);
    case 'charts.taken-back':
      return chartsTakenBack(event, review);
    case 'times.gathered':
      return timesGathered(event, review);
    case 'facts.gathered':
      return factsGathered(event, review, policy, now);
    case 'plan.overtaken':
      return planOvertaken(event, review, policy, now);
    case 'review.created':
      return reviewCreated(event, review, policy, now);
    case 'review.moved':
      return reviewMoved(event, review, now);
    case 'review.gone':
      return reviewGone(event, review, policy, now);
    case 'review.found':
      return reviewFound(event, review, policy, now);
    case 'readers.changed':
      return readersChanged(event, review);
    case 'review.announced':
      return reviewAnnounced(event, review, policy, now);
    case 'review.mentioned':
      return reviewMentioned(event, review);
    case 'messages.retracted':
      return messagesRetracted(event, review);
    case 'announcement.linked':
      return announcementLinked(event, review);
    case 'dri.missing':
      return driMissing(review, policy);
  }
}

export type { Decision } from './decision.ts';
