import type { Announcement } from '../../src/domain/announcement.ts';
import type { Evidence } from '../../src/domain/check/evidence.ts';
import { readReviewText } from '../../src/domain/review-text/review-text.ts';
import type { IssueSnapshot } from '../../src/domain/words.ts';
import { anIncident, aPolicy, aReviewIssue } from './facts.ts';

const cells = {
  'Customers Affected': '≈ 550 customers, [metric](https://grafana.example.com/d/1)',
  'Requests Affected': '5 million requests, [metric](https://grafana.example.com/d/2)',
  'Incident Severity': 'severity::2 (high)',
  'Start Time': '2024-10-31 04:18 UTC',
  'End Time': '2024-10-31 22:05 UTC',
  'Total Duration': '17 hrs 47 min',
  'Link to Incident Issue': '#12',
};

const sections = {
  Summary: 'Runners could not verify themselves for a day. Their jobs waited until a constraint was dropped.',
  'Root Cause':
    'A foreign key was added to a table before the rows that it points to had been copied there, so each new runner broke it.',
  Details: Array.from({ length: 16 }, (_, index) => `In step ${index} the team looked at logs.`).join(' '),
  'Implications for Self-Managed and Dedicated': 'None are affected: the table was only on this site.',
  'Outcomes / Corrective Actions': '- Backfill before constraints are added: #40',
};

export type Cells = Partial<Record<keyof typeof cells, string | null>>;
export type Sections = Partial<Record<keyof typeof sections, string | null>>;

/** The text of a review that is complete, but for what is given; null leaves a row or a section out. */
export function aReviewText(over: { cells?: Cells; sections?: Sections; after?: string } = {}): string {
  const rows = Object.entries({ ...cells, ...over.cells }).flatMap(([name, value]) =>
    value === null ? [] : [`| ${name} | ${value} |`],
  );
  const parts = Object.entries({ ...sections, ...over.sections }).flatMap(([name, value]) =>
    value === null ? [] : [`## ${name}`, '', value, ''],
  );
  const table = ['## Key Information', '', '| Metric | Value |', '| --- | --- |', ...rows, ''];
  return [...table, ...parts, over.after ?? ''].join('\n');
}

/** An issue that is a corrective action, related to the incident. */
export function anAction(over: Partial<IssueSnapshot> = {}): IssueSnapshot {
  return anIncident({
    id: 940,
    iid: 40,
    kind: 'issue',
    title: 'Backfill before constraints are added',
    url: 'https://gitlab.example.com/acme/production/-/issues/40',
    state: 'opened',
    closedAt: null,
    labels: ['corrective action', 'severity::2'],
    assignees: [{ id: 51, username: 'alice', name: 'Alice' }],
    ...over,
  });
}

export function anAnnouncement(over: Partial<Announcement> = {}): Announcement {
  return {
    outcome: 'announced',
    at: '2024-10-31T22:08:00.000Z',
    where: {
      rung: 'incident-channel',
      place: '#incident-12',
      channel: 'C0123ABCD',
      ts: '1730412480.000100',
      permalink: 'https://acme.slack.com/archives/C0123ABCD/p1730412480000100',
    },
    because: null,
    tried: [],
    ...over,
  };
}

export const metricsPolicy = aPolicy({
  metrics: {
    url: 'https://prometheus.example.com',
    link: 'https://grafana.example.com/explore?expr=$query',
    linkHosts: ['logs.example.com'],
    retentionDays: 7,
  },
});

type Over = Partial<Omit<Evidence, 'text'>> & { text?: string };

/** Evidence of a review with which everything is as it should be, the day before it is due. */
export function someEvidence({ text = aReviewText(), ...over }: Over = {}): Evidence {
  const review = aReviewIssue();
  return {
    now: '2024-11-06T10:00:00.000Z',
    policy: metricsPolicy,
    text: readReviewText(text),
    template: null,
    review,
    incident: { issue: anIncident(), withheld: false },
    related: [review, anAction()],
    announced: { announcement: anAnnouncement() },
    discussion: { lastCommentAt: '2024-11-04T10:00:00.000Z', detailsEditedAt: '2024-11-05T10:00:00.000Z' },
    ...over,
  };
}

/** The same where GitLab cannot be asked. */
export function offlineEvidence(text?: string): Evidence {
  const nothing = { review: null, incident: null, related: null, announced: null, discussion: null };
  return someEvidence({ ...(text === undefined ? {} : { text }), ...nothing });
}
