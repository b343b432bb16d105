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

/** What GitLab tells of an incident besides its texts, its timeline and its labels; null: it tells nothing. */
export type GatheredTimes = { alertAt: Instant | null; cause: Change | null; revert: Change | null };
