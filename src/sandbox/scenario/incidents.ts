import type { Instant } from '../../domain/words.ts';
import type { GitLabDouble } from '../gitlab/index.ts';

type IncidentDraft = Parameters<ReturnType<GitLabDouble['as']>['createIncident']>[1];

/** An incident of the story, and what people wrote about it while it burnt. */
export type Draft = {
  opened: Instant;
  issue: IncidentDraft;
  timeline: { note: string; occurredAt: Instant; tag?: 'Start time' | 'Response initiated' | 'End time' }[];
  /** What monitoring noticed. */
  alert?: { title: string; startedAt: Instant };
  /** What had been changed, and what took it back; each with when it was merged, and then deployed. */
  reverted?: { cause: MergedDraft; revert: MergedDraft };
  /** Usernames of who helped. */
  helpers: string[];
  talk: { at: Instant; by: string; text: string }[];
};

type MergedDraft = { title: string; author: string; mergedAt: Instant; deployedAt: Instant };

/** Figures are those of a real incident at GitLab; names and words are made up. */
export const runnerIncident: Draft = {
  opened: '2024-10-31T05:02:00.000Z',
  issue: {
    title: 'Runner verification API answers 500',
    labels: ['incident', 'severity::2', 'Service::CI Runners', 'Incident::Active'],
    assignees: ['dora'],
    severity: 'high',
    description: `
Group runners cannot be verified: \`POST /runners/verify\` answers 500 as soon as a runner manager
shows up that the database has not seen before.

A foreign key went live before the rows it points at were copied over. A revert is on its way; if it
does not remove the key from every partition, it has to be dropped by hand.

| Impact | |
| --- | --- |
| Start Time | 2024-10-31 04:18 UTC |
| Customers Affected | Roughly 550 top-level namespaces, about 12 % of all |
| Requests Affected | Roughly 5 million, some of them retries |
`.trim(),
  },
  timeline: [
    {
      note: 'Runner managers begin to get 500 from the verification endpoint',
      occurredAt: '2024-10-31T04:18:00.000Z',
      tag: 'Start time',
    },
    {
      note: 'The engineer on call begins to look, and opens this incident',
      occurredAt: '2024-10-31T05:01:00.000Z',
      tag: 'Response initiated',
    },
    {
      note: 'The revert is live, but leaves the keys on some partitions',
      occurredAt: '2024-10-31T15:34:00.000Z',
    },
    {
      note: 'The foreign keys are dropped by hand, requests succeed again',
      occurredAt: '2024-10-31T22:05:00.000Z',
      tag: 'End time',
    },
  ],
  alert: { title: 'Runner verification: too many 500', startedAt: '2024-10-31T04:49:00.000Z' },
  reverted: {
    cause: {
      title: 'Add a foreign key from runner managers to their runners',
      author: 'alice',
      mergedAt: '2024-10-31T02:36:00.000Z',
      deployedAt: '2024-10-31T04:17:00.000Z',
    },
    revert: {
      title: 'Revert "Add a foreign key from runner managers to their runners"',
      author: 'alice',
      mergedAt: '2024-10-31T11:48:00.000Z',
      deployedAt: '2024-10-31T15:32:00.000Z',
    },
  },
  helpers: ['alice', 'bob'],
  talk: [
    {
      at: '2024-10-31T05:04:00.000Z',
      by: 'dora',
      text: 'I lead this one. New runner managers get 500 when they verify.',
    },
    {
      at: '2024-10-31T09:26:00.000Z',
      by: 'alice',
      text: 'It is the new foreign key: its rows are not there yet. Reverting.',
    },
    {
      at: '2024-10-31T22:05:30.000Z',
      by: 'alice',
      text: 'Dropped by hand on the last partition. Verification works again.',
    },
  ],
};

export const confidentialIncident: Draft = {
  opened: '2024-10-31T13:52:00.000Z',
  issue: {
    title: 'Deploy credentials could be read in public job logs',
    confidential: true,
    labels: ['incident', 'severity::1', 'Service::CI Runners', 'Incident::Active'],
    assignees: ['dora'],
    severity: 'critical',
    description: `
Since the masking filter was switched off, job logs of public projects show the deploy credentials that
jobs were given.

**Please keep this between us** until every credential is revoked and the logs are scrubbed.

- 31 customers had credentials in at least one log
`.trim(),
  },
  timeline: [
    {
      note: 'A runner is rolled out whose masking filter never runs',
      occurredAt: '2024-10-31T12:20:00.000Z',
      tag: 'Start time',
    },
    {
      note: 'All credentials are revoked and all logs scrubbed',
      occurredAt: '2024-10-31T19:45:00.000Z',
      tag: 'End time',
    },
  ],
  helpers: ['alice'],
  talk: [
    {
      at: '2024-10-31T13:55:00.000Z',
      by: 'dora',
      text: 'Private on purpose: say nothing of this anywhere else, please.',
    },
    { at: '2024-10-31T19:46:00.000Z', by: 'alice', text: 'The last credential is revoked.' },
  ],
};

export const uploadIncident: Draft = {
  opened: '2024-10-31T20:03:00.000Z',
  issue: {
    title: 'Large package uploads break off after a minute',
    labels: ['incident', 'severity::2', 'Service::Uploads', 'Incident::Active'],
    assignees: ['dora'],
    severity: 'high',
    description: `
Packages of more than about 300 MB cannot be pushed: the connection is closed after 60 seconds.

The load balancer was replaced in the afternoon, and its idle time-out came from the vendor's defaults.

- Around 900 uploads failed, from 74 customers
`.trim(),
  },
  timeline: [
    {
      note: 'The new load balancer takes its first traffic',
      occurredAt: '2024-10-31T19:30:00.000Z',
      tag: 'Start time',
    },
    {
      note: 'Its idle time-out is raised, uploads go through',
      occurredAt: '2024-10-31T21:50:00.000Z',
      tag: 'End time',
    },
  ],
  helpers: ['carol', 'bob'],
  talk: [
    {
      at: '2024-10-31T20:06:00.000Z',
      by: 'carol',
      text: 'Every upload ends at exactly 60 s. That smells of a time-out.',
    },
    { at: '2024-10-31T21:51:00.000Z', by: 'carol', text: 'Raised to an hour, and uploads go through.' },
  ],
};
