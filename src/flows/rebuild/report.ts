import type { Instant, IssueSnapshot } from '../../domain/words.ts';
import type { Attempts } from '../reconcile/attempts.ts';
import type { Mention, Report } from '../reconcile/report.ts';

/**
 * What rebuild found and did.
 * - `done`: everything that GitLab tells is in the database again
 * - `failed`: a part could not be read; called again it goes on
 * - `refused`: more reviews would have been opened than the wish allows, so none was; called again it goes on
 * - `not-empty`: the database holds reviews, so nothing was done
 */
export type RebuildReport = {
  at: Instant;
  outcome: 'done' | 'failed' | 'refused' | 'not-empty';
  /** Reviews that are in the database again; `known`: since an earlier call that did not come to its end. */
  rebuilt: { open: number; closed: number; known: number };
  /** Incidents that were waived. */
  waived: number;
  /** They would need a review and have none: it was deleted, or they closed long before. Nobody opens one. */
  leftAlone: Mention[];
  /** Further reviews of an incident, beside the one that is kept. */
  duplicates: { review: string; keeps: string }[];
  /** Reviews without an incident that can be read, or moved to where we cannot see them. */
  unread: { review: string; because: string }[];
  /** What came far enough from this moment on and has no review gets one. null: nothing of ours was found. */
  lookedBackTo: Instant | null;
  /** What happened meanwhile; null: it did not come to that. */
  meanwhile: Report | null;
  problems: Attempts['problems'];
};

export function emptyReport(at: Instant, problems: Attempts['problems']): RebuildReport {
  return {
    at,
    outcome: 'failed',
    rebuilt: { open: 0, closed: 0, known: 0 },
    waived: 0,
    leftAlone: [],
    duplicates: [],
    unread: [],
    lookedBackTo: null,
    meanwhile: null,
    problems,
  };
}

/** `group/project#12`: of what is confidential no more is said. */
export function referenceTo({ project, iid }: Pick<IssueSnapshot, 'project' | 'iid'>): string {
  return `${project.path}#${iid}`;
}
