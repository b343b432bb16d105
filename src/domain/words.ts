/** The words of the service that have no better home. See docs/glossary.md. */

/** A moment: ISO-8601 in UTC with milliseconds, `2026-05-28T06:11:46.057Z`. Compares as text. */
export type Instant = string;

/** A calendar day without a zone, `2026-05-28`. */
export type Day = string;

/** 1 is the worst. GitLab's field says critical, high, medium, low. */
export type Severity = 1 | 2 | 3 | 4;

/** Who can read a project, from the fewest to the most. */
export type Visibility = 'private' | 'internal' | 'public';

/** A GitLab user, as far as we need to know one. `id` is GitLab's. */
export type Person = { id: number; username: string; name: string };

/** Which incident: the business key of everything. `issue` is GitLab's global id, `iid` the number people see. */
export type IncidentKey = { project: number; issue: number; iid: number };

/** What an issue is, as GitLab types it. `unknown`: the sender (before GitLab 17.2) did not say. */
export type IssueKind = 'incident' | 'issue' | 'other' | 'unknown';

/** How far an incident has come. Later stages include the earlier ones. */
export type Stage = 'mitigated' | 'resolved' | 'closed';

/** An issue at one moment, whoever told us: a webhook or an answer of the API. Never carries a description. */
export type IssueSnapshot = {
  project: { id: number; path: string };
  id: number;
  iid: number;
  kind: IssueKind;
  title: string;
  url: string;
  state: 'opened' | 'closed';
  confidential: boolean;
  labels: string[];
  /** From GitLab's severity field; null when it says unknown or nothing. */
  severity: Severity | null;
  createdAt: Instant;
  updatedAt: Instant;
  closedAt: Instant | null;
  dueDate: Day | null;
  assignees: Person[];
  /** GitLab's global id of the issue that this one became, when it was moved. */
  movedTo: number | null;
};
