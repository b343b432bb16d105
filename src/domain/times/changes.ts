import type { Instant } from '../words.ts';

/** A merge request as GitLab shows it. `path` and `project` are those of the project that it was made for. */
export type MergeRequest = {
  project: number;
  path: string;
  iid: number;
  title: string;
  description: string;
  /** null: it is not merged. */
  mergedAt: Instant | null;
};

/**
 * A deployment that succeeded. `finishedAt` null: GitLab does not tell, as it was made by a program; `changedAt` is when it
 * was last changed then, which it is at its end.
 */
export type Deployment = { id: number; environment: string; finishedAt: Instant | null; changedAt: Instant };

/** The first deployment to production that had a change in it. `finished`: whether GitLab tells its end itself. */
export type Shipped = { deployment: number; environment: string; at: Instant; finished: boolean };

/** A merge request that was merged, and when it reached production as far as that is known. */
export type Change = {
  project: number;
  path: string;
  iid: number;
  mergedAt: Instant;
  shipped: Shipped | null;
};

/** The merge request that caused an incident, and the one that took it back; null: not known. */
export type Changes = { cause: Change | null; revert: Change | null };

/**
 * What GitLab tells of the times of an incident besides its texts and its timeline: when its first alert was raised, and
 * when the mitigated label was set. null: it tells nothing of it.
 */
export type Recorded = { alertAt: Instant | null; mitigatedAt: Instant | null };

/** `tells`: whether more is known than the impact window, so that there is something to show. */
export type GatheredTimes = Recorded & Changes & { tells: boolean };
