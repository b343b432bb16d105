import type { Announcement } from './announcement.ts';
import type { Facts } from './facts.ts';
import type { ReviewPlan } from './review.ts';
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
  | { kind: 'review.created'; incident: IncidentKey; review: IssueSnapshot; plan: ReviewPlan }
  /** The answer to an `open-review` intent that found the plan overtaken; `issue`: the incident, if it was read. */
  | { kind: 'plan.overtaken'; incident: IncidentKey; issue: IssueSnapshot | null }
  /** The answer to a `follow-review` intent: where a moved review lies now, and who can read it there. */
  | { kind: 'review.moved'; incident: IncidentKey; review: IssueSnapshot; readableByMore: boolean }
  /** The answer to a `verify-review` intent: a person deleted the review. */
  | { kind: 'review.gone'; incident: IncidentKey }
  /** The answer to an `announce-review` intent. `review`: global id of the issue that was announced. */
  | { kind: 'review.announced'; incident: IncidentKey; review: number; announcement: Announcement }
  /** The answer to a `retract-messages` intent: nothing of it stands in a channel any more. */
  | { kind: 'messages.retracted'; incident: IncidentKey }
  /** The answer to a `link-announcement` intent. */
  | { kind: 'announcement.linked'; incident: IncidentKey; ts: string; permalink: string }
  /** The answer to an `assign-review` intent: GitLab accepted nobody. */
  | { kind: 'dri.missing'; incident: IncidentKey };
