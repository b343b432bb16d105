import type { AppEventName } from './app-event-names.ts';
import type { ReviewIssue } from './review.ts';
import type { IncidentKey, Instant, IssueSnapshot } from './words.ts';

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
  /** The id of the guideline that an event is about; null: it is about none. */
  guideline: string | null;
  /** Why it happened, in one sentence. */
  because: string;
};
