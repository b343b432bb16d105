import type { Instant } from '../domain/words.ts';
import type { IssueAddress, IssueWithText } from './gitlab.ts';

/** What GitLab remembers of years, read piece by piece. Every failure is a `Problem`. */
export interface GitLabArchive {
  /**
   * One page of those issues of a project that were made since a moment, itself included, the oldest first, with
   * their texts. `titled`: the title has all these words. When an issue was made never changes: ask on from the last
   * row's moment rather than for the next page, of which GitLab gives no more than 500.
   */
  issuesMade(search: {
    project: number;
    which: { author: number } | { label: string } | { titled: string };
    since: Instant;
    page: number;
  }): Promise<{ issues: IssueWithText[]; isLast: boolean }>;
  /** Whether one of these users ever related an issue to another one, which may be gone since. */
  wasRelatedBy(users: number[], address: IssueAddress): Promise<boolean>;
}
