import type { ProblemCode } from '../../domain/problems.ts';
import type { Instant, IssueSnapshot } from '../../domain/words.ts';

/** An incident, for people. What is confidential has no title here. */
export type Mention = { reference: string; title: string | null; url: string; because: string };

/**
 * What reconcile found and did.
 * - `done`: all was looked through
 * - `failed`: a part could not be; the next time begins where this one did
 * - `refused`: more reviews would have been opened than the wish allows, so nothing was done
 */
export type Report = {
  at: Instant;
  outcome: 'done' | 'failed' | 'refused';
  /** `from` null: it was looked at for the first time, and everything from now on counts. */
  projects: { path: string; from: Instant | null; changed: number }[];
  /** Incidents that get a review; where refused, that would have got one. */
  opening: Mention[];
  adopted: Mention[];
  /** They need a review or not: nobody can say. */
  withoutSeverity: Mention[];
  reviewsChanged: number;
  takenUp: number;
  fetched: number;
  problems: { about: string; problem: ProblemCode | 'bug'; detail: string }[];
};

export function mention(issue: IssueSnapshot, because: string): Mention {
  const { project, iid, title, url, confidential } = issue;
  return { reference: `${project.path}#${iid}`, title: confidential ? null : title, url, because };
}
