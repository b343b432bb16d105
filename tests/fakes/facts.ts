import { type Facts, nothingRecorded, type TimelineEvent, type UserFacts } from '../../src/domain/facts.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { IssueSnapshot } from '../../src/domain/words.ts';

/** A moment that the examples stand around: a Thursday. */
export const closedAt = '2024-10-31T22:07:30.000Z';

export function anIncident(over: Partial<IssueSnapshot> = {}): IssueSnapshot {
  return {
    project: { id: 7, path: 'acme/production' },
    id: 700,
    iid: 12,
    kind: 'incident',
    title: 'Runner verification answers 500',
    url: 'https://gitlab.example.com/acme/production/-/issues/12',
    state: 'closed',
    confidential: false,
    labels: ['incident', 'severity::2', 'Service::CI Runners'],
    severity: null,
    createdAt: '2024-10-31T05:02:10.000Z',
    updatedAt: closedAt,
    closedAt,
    dueDate: null,
    assignees: [],
    movedTo: null,
    ...over,
  };
}

export function anOpenIncident(over: Partial<IssueSnapshot> = {}): IssueSnapshot {
  return anIncident({ state: 'opened', closedAt: null, updatedAt: '2024-10-31T06:00:00.000Z', ...over });
}

export function aReviewIssue(over: Partial<IssueSnapshot> = {}): IssueSnapshot {
  return anIncident({
    id: 900,
    iid: 34,
    kind: 'issue',
    title: 'Incident Review: Runner verification answers 500',
    url: 'https://gitlab.example.com/acme/production/-/issues/34',
    state: 'opened',
    closedAt: null,
    labels: ['IncidentReview', 'severity::2', 'Service::CI Runners'],
    createdAt: '2024-10-31T22:07:35.000Z',
    updatedAt: '2024-10-31T22:07:35.000Z',
    dueDate: '2024-11-07',
    assignees: [{ id: 51, username: 'alice', name: 'Alice' }],
    ...over,
  });
}

export function aPolicy(over: Partial<Policy> = {}): Policy {
  return {
    gitlab: { projects: [{ incidents: 'acme/production', reviews: 'acme/production' }] },
    incident: { label: 'incident' },
    trigger: {
      when: ['closed'],
      labels: { mitigated: 'Incident::Mitigated', resolved: 'Incident::Resolved' },
      severities: [1, 2],
      requestedBy: 'review-requested',
      notNeeded: 'review-not-needed',
    },
    review: {
      template: 'incident-review',
      templates: {},
      labels: ['IncidentReview'],
      copyLabels: ['Service::*', 'severity::*'],
      due: { days: 5, unit: 'working', from: 'resolved' },
      dueBySeverity: {},
    },
    people: [],
    slack: null,
    services: [
      {
        label: 'Service::CI Runners',
        team: 'runner',
        owners: ['alice', 'carol'],
        manager: 'bob',
        channel: null,
        metrics: {},
      },
    ],
    metrics: { url: null, link: null, linkHosts: [], retentionDays: 7 },
    calendar: {
      timezone: 'UTC',
      workdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
      hours: '09:00-17:00',
      holidays: [],
      assumeZone: null,
    },
    correctiveActions: { label: 'corrective action' },
    guidelines: { closeLabel: null, reopen: false, extra: [] },
    apps: [],
    projectIds: {},
    botUsers: [99],
    watchingSince: { 'acme/production': '2024-01-01T00:00:00.000Z' },
    ...over,
  };
}

export function aUser(id: number, username: string, over: Partial<UserFacts> = {}): UserFacts {
  return { id, username, name: username, active: true, bot: false, ...over };
}

export function aTimelineEvent(occurredAt: string, ...tags: string[]): TimelineEvent {
  return { id: occurredAt, occurredAt, note: 'something happened', tags, author: 'alice' };
}

export function someFacts(over: Partial<Facts> = {}): Facts {
  return {
    readAt: '2024-10-31T22:07:34.000Z',
    incident: anIncident(),
    timeline: [],
    labelSetAt: { mitigated: null, resolved: null },
    told: [],
    record: nothingRecorded,
    existing: null,
    users: { alice: aUser(51, 'alice'), carol: aUser(52, 'carol'), bob: aUser(53, 'bob') },
    openReviews: {},
    reviewsProject: {
      id: 7,
      path: 'acme/production',
      visibility: 'private',
      ofChanges: 'private',
      url: 'https://gitlab.example.com/acme/production',
    },
    readableByMore: false,
    ...over,
  };
}
