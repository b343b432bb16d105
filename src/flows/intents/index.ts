import type { ClaimedIntent } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import { announceReview } from './announce-review.ts';
import { assignReview } from './assign-review.ts';
import { bookmarkReview } from './bookmark-review.ts';
import { checkGuidelines } from './check-guidelines.ts';
import { commentOnIncident } from './comment-on-incident.ts';
import { commentOnReview } from './comment-on-review.ts';
import { correctReview } from './correct-review.ts';
import { drawCharts } from './draw-charts.ts';
import { followReview } from './follow-review.ts';
import { gatherFacts } from './gather-facts.ts';
import { gatherTimes } from './gather-times.ts';
import { identifyIssue } from './identify-issue.ts';
import { linkAnnouncement } from './link-announcement.ts';
import { linkReview } from './link-review.ts';
import { makeReviewConfidential } from './make-review-confidential.ts';
import { measureFigures } from './measure-figures.ts';
import { openReview } from './open-review.ts';
import type { Performed } from './performer.ts';
import { refreshKeyInformation } from './refresh-key-information.ts';
import { restoreEdit } from './restore-edit.ts';
import { retractMessages } from './retract-messages.ts';
import { takeBackCharts } from './take-back-charts.ts';
import { tellApp } from './tell-app.ts';
import { tellOfMissingDri } from './tell-of-missing-dri.ts';
import { tellOfOpenBoxes } from './tell-of-open-boxes.ts';
import { verifyReview } from './verify-review.ts';
import { warnOperators } from './warn-operators.ts';

/** One file for each kind of intent. */
export function perform(claimed: ClaimedIntent, deps: Deps): Promise<Performed> {
  const { body } = claimed;
  switch (body.kind) {
    case 'identify-issue':
      return identifyIssue(body, claimed, deps);
    case 'gather-facts':
      return gatherFacts(body, claimed, deps);
    case 'open-review':
      return openReview(body, claimed, deps);
    case 'link-review':
      return linkReview(body, claimed, deps);
    case 'assign-review':
      return assignReview(body, claimed, deps);
    case 'correct-review':
      return correctReview(body, claimed, deps);
    case 'restore-edit':
      return restoreEdit(body, claimed, deps);
    case 'refresh-key-information':
      return refreshKeyInformation(body, claimed, deps);
    case 'gather-times':
      return gatherTimes(body, claimed, deps);
    case 'measure-figures':
      return measureFigures(body, claimed, deps);
    case 'check-guidelines':
      return checkGuidelines(body, claimed, deps);
    case 'comment-on-review':
      return commentOnReview(body, claimed, deps);
    case 'tell-of-open-boxes':
      return tellOfOpenBoxes(body, claimed, deps);
    case 'draw-charts':
      return drawCharts(body, claimed, deps);
    case 'take-back-charts':
      return takeBackCharts(body, claimed, deps);
    case 'make-review-confidential':
      return makeReviewConfidential(body, claimed, deps);
    case 'verify-review':
      return verifyReview(body, claimed, deps);
    case 'follow-review':
      return followReview(body, claimed, deps);
    case 'comment-on-incident':
      return commentOnIncident(body, claimed, deps);
    case 'announce-review':
      return announceReview(body, claimed, deps);
    case 'link-announcement':
      return linkAnnouncement(body, claimed, deps);
    case 'bookmark-review':
      return bookmarkReview(body, claimed, deps);
    case 'tell-of-missing-dri':
      return tellOfMissingDri(body, claimed, deps);
    case 'retract-messages':
      return retractMessages(body, claimed, deps);
    case 'warn-operators':
      return warnOperators(body, claimed, deps);
    case 'tell-app':
      return tellApp(body, claimed, deps);
  }
}
