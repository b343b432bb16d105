import type { Facts } from './facts.ts';
import type { IncidentKey, Instant, IssueSnapshot, Person, Severity } from './words.ts';

/** What an issue was before the change that is reported, as far as the sender said. */
export type Before = {
  state?: 'opened' | 'closed';
  labels?: string[];
  severity?: Severity | null;
  confidential?: boolean;
  movedTo?: null;
};

/** A comment that a person or a bot wrote on an issue. System notes never come as webhooks. */
export type Note = {
  id: number;
  body: string;
  author: Person;
  /** Readable by members of the project alone. */
  internal: boolean;
  at: Instant;
};

/**
 * What happened outside, in our words. Translators (webhooks), polling and finished intents report
 * events; only `decide` judges them.
 */
export type DomainEvent =
  | { kind: 'issue.changed'; issue: IssueSnapshot; before: Before; by: Person | null }
  | { kind: 'note.added'; issue: IssueSnapshot; note: Note }
  /** The answer to a `gather-facts` intent. */
  | { kind: 'facts.gathered'; incident: IncidentKey; facts: Facts }
  /** The answer to an `open-review` intent: the issue that now is the review. */
  | {
      kind: 'review.created';
      incident: IncidentKey;
      review: IssueSnapshot;
      askedFor: Asked;
      furtherCandidates: { id: number; username: string }[];
    }
  /** The answer to a `follow-review` intent: where a moved review lies now. */
  | { kind: 'review.moved'; incident: IncidentKey; review: IssueSnapshot }
  /** The answer to a `verify-review` intent: a person deleted the review. */
  | { kind: 'review.gone'; incident: IncidentKey };

/** What we asked GitLab to set; it drops silently what the token may not set. */
export type Asked = {
  labels: string[];
  assignee: number | null;
  dueDate: string | null;
  confidential: boolean;
};
