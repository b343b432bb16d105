import type { AppEvent } from './app-events.ts';
import type { ReviewPlan } from './review.ts';
import type { IncidentKey, Instant, IssueSnapshot } from './words.ts';

/** What is to be done outside. Each kind has one file in `src/flows/intents/`. */
export type IntentBody =
  /** An older GitLab did not say whether an issue is an incident: read it. */
  | { kind: 'identify-issue'; issue: IssueSnapshot }
  | { kind: 'gather-facts'; incident: IncidentKey; projectPath: string; notOlderThan: Instant }
  | { kind: 'open-review'; incident: IncidentKey; plan: ReviewPlan }
  | { kind: 'link-review'; incident: IncidentKey; review: { project: number; iid: number } }
  | {
      kind: 'assign-review';
      incident: IncidentKey;
      review: { project: number; iid: number };
      candidates: { id: number; username: string }[];
    }
  | { kind: 'make-review-confidential'; incident: IncidentKey; review: { project: number; iid: number } }
  /** Is the review that we know still there? Asked when somebody asks for one anew. */
  | { kind: 'verify-review'; incident: IncidentKey; review: { project: number; id: number; iid: number } }
  /** Said once on the incident. `topic` names the template `templates/incident-<topic>.md`. */
  | {
      kind: 'comment-on-incident';
      incident: IncidentKey;
      topic: CommentTopic;
      values: Record<string, string>;
    }
  | { kind: 'tell-app'; app: string; event: AppEvent };

export type IntentKind = IntentBody['kind'];

export type CommentTopic = 'severity-unknown' | 'waiver-reason';

/**
 * An act with its business key, made of what it is about: the same key is never done twice, ever.
 * `subject` names the incident (`1:2`), so that acts for one incident are done one after another.
 */
export type Intent = { key: string; subject: string; body: IntentBody };
