import type { ReviewIssue } from './review.ts';
import type { IncidentKey, Instant, IssueSnapshot } from './words.ts';

/** What apps can listen to. Add a name here, emit it from `decide`, and describe it in docs/apps.md. */
export const appEventNames = [
  'incident.closed',
  'incident.reopened',
  'review.opened',
  'review.adopted',
  'review.waived',
  'review.closed',
  'review.reopened',
] as const;

export type AppEventName = (typeof appEventNames)[number];

/** What an app hears. `id` is the same when an event is told again: apps are called at least once. */
export type AppEvent = {
  id: string;
  name: AppEventName;
  at: Instant;
  incident: IncidentKey & Pick<IssueSnapshot, 'title' | 'url' | 'confidential' | 'labels'>;
  review: Pick<
    ReviewIssue,
    'project' | 'id' | 'iid' | 'url' | 'title' | 'assignees' | 'dueDate' | 'confidential'
  > | null;
  /** Why it happened, in one sentence. */
  because: string;
};
