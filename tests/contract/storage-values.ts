import type { Intent } from '../../src/domain/intents.ts';
import type { Review, ReviewIssue } from '../../src/domain/review.ts';
import type { NewDelivery } from '../../src/ports/storage.ts';
import { anIncident } from '../fakes/facts.ts';

/** The moment that is `seconds` after the examples begin. */
export function at(seconds: number): string {
  return new Date(Date.parse('2026-03-02T08:00:00.000Z') + seconds * 1_000).toISOString();
}

/** Each time an hour later than the last: what was taken for somebody is free again. */
let hours = 0;
export function later(): string {
  hours += 1;
  return at(hours * 3_600);
}

export function aDelivery(id: string, over: Partial<NewDelivery> = {}): NewDelivery {
  return { id, event: 'Issue Hook', body: `{"told":"${id}"}`, receivedAt: at(0), ...over };
}

export function aReview(over: Partial<Review> = {}): Review {
  return {
    incident: { project: 7, issue: 700, iid: 12 },
    standing: 'watching',
    snapshot: anIncident(),
    labelSetAt: { mitigated: null, resolved: null },
    because: 'nothing is wanted yet',
    attempt: 0,
    generation: 0,
    movedIncident: null,
    reachedAt: null,
    hidden: false,
    plannedOwner: null,
    issue: null,
    openedAt: null,
    keyInformation: null,
    figures: null,
    times: null,
    waiver: null,
    checklist: null,
    announcement: null,
    driMissing: false,
    version: 0,
    ...over,
  };
}

export function aReviewIssue(over: Partial<ReviewIssue> = {}): ReviewIssue {
  return {
    project: 8,
    projectPath: 'acme/reviews',
    id: 3_000_000_900,
    iid: 34,
    url: 'https://gitlab.example.com/acme/reviews/-/issues/34',
    title: 'Incident Review: Runner verification answers 500',
    confidential: false,
    assignees: ['Alice'],
    dueDate: '2026-03-09',
    updatedAt: at(0),
    ...over,
  };
}

/** The review of the incident with this global id, open and assigned. */
export function anOpenReview(issue: number, over: Partial<Review> = {}): Review {
  return aReview({
    incident: { project: 7, issue, iid: issue },
    standing: 'open',
    issue: aReviewIssue({ id: issue + 3_000_000_000 }),
    openedAt: at(0),
    ...over,
  });
}

export function anIntent(key: string, over: Partial<Intent> = {}): Intent {
  return {
    key,
    subject: key,
    body: {
      kind: 'verify-review',
      incident: { project: 7, issue: 700, iid: 12 },
      review: { project: 8, iid: 34 },
    },
    ...over,
  };
}
