import type { Instant } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import type { GitLabArchive } from '../../ports/gitlab-archive.ts';

type Search = Pick<Parameters<GitLabArchive['issuesMade']>[0], 'project' | 'which'>;

/**
 * All issues that were ever made, the oldest first, a page at a time. Each page begins at the last moment that was
 * seen; only where more issues share one moment than a page holds is there a second page.
 */
export async function* readMade(
  search: Search,
  archive: Pick<GitLabArchive, 'issuesMade'>,
): AsyncGenerator<IssueWithText[], void> {
  let since: Instant = new Date(0).toISOString();
  let page = 1;
  let atThatMoment = new Set<number>();
  for (;;) {
    const { issues, isLast } = await archive.issuesMade({ ...search, since, page });
    const fresh = issues.filter(({ id }) => !atThatMoment.has(id));
    if (fresh.length > 0) yield fresh;
    const last = issues.at(-1)?.createdAt;
    if (isLast || last === undefined) return;
    const next = justBefore(last);
    const goesOn = next > since;
    page = goesOn ? 1 : page + 1;
    const shared = issues.filter(({ createdAt }) => createdAt > next).map(({ id }) => id);
    atThatMoment = new Set(goesOn ? shared : [...atThatMoment, ...issues.map(({ id }) => id)]);
    if (goesOn) since = next;
  }
}

/** GitLab counts in microseconds and shows milliseconds; and whether it includes the moment itself is not promised. */
function justBefore(moment: Instant): Instant {
  return new Date(Date.parse(moment) - 1).toISOString();
}
