import type { Told } from './told.ts';
import type { Instant, IssueSnapshot, Person, Visibility } from './words.ts';

/** One entry of GitLab's incident timeline. */
export type TimelineEvent = {
  id: string;
  occurredAt: Instant;
  note: string;
  /** Names of its tags, such as `Start time`, `End time`. */
  tags: string[];
  author: string | null;
};

/** A label that was set on or taken from an issue, with who and when. */
export type LabelEvent = { label: string; action: 'add' | 'remove'; at: Instant; by: string | null };

/** An incident that was closed, or opened again. */
export type StateEvent = { state: 'closed' | 'reopened'; at: Instant };

/**
 * What GitLab itself remembers of the end of an impact, also where the incident does not carry the label any more; null:
 * it was not so, or nobody asked because a better source tells the end.
 */
export type EndRecord = { mitigated: Instant | null; resolved: Instant | null; reopened: Instant | null };

export const nothingRecorded: EndRecord = { mitigated: null, resolved: null, reopened: null };

/** A candidate for DRI as GitLab knows them. */
export type UserFacts = Person & { active: boolean; bot: boolean };

/**
 * A project as GitLab describes it. `visibility` is that of its issues, `ofChanges` that of its merge requests and
 * deployments; both may be narrower than the project's.
 */
export type ProjectFacts = {
  id: number;
  path: string;
  visibility: Visibility;
  ofChanges: Visibility;
  url: string;
};

/** A review that exists already. `how` says how we found it; `remembered`: it was known before a database was lost. */
export type ExistingReview = {
  issue: IssueSnapshot;
  how: 'related' | 'searched' | 'remembered';
  ours: boolean;
};

/** All that GitLab had to be asked for before a review can be planned; read at `readAt`. */
export type Facts = {
  readAt: Instant;
  incident: IssueSnapshot;
  timeline: TimelineEvent[];
  /** When the resolved and mitigated labels were set, where GitLab or an earlier event told. */
  labelSetAt: { mitigated: Instant | null; resolved: Instant | null };
  /** What people wrote, read: the description, then comments, the newest first, then the words of the timeline. */
  told: Told[];
  record: EndRecord;
  /** With whether its project can be read by people who cannot read the incident's. */
  existing: (ExistingReview & { readableByMore: boolean }) | null;
  /** The people who might become DRI, by lower-case username; unknown usernames are missing. */
  users: Record<string, UserFacts>;
  /** Open reviews each candidate has already, by lower-case username. */
  openReviews: Record<string, number>;
  reviewsProject: ProjectFacts;
  /** Whether the reviews project can be read by people who cannot read the incident's; true when that cannot be known. */
  readableByMore: boolean;
};

/** What the key information is found from. */
export type Sources = Pick<Facts, 'incident' | 'timeline' | 'labelSetAt' | 'told' | 'record'>;
