import type { Instant, IssueSnapshot } from '../../domain/words.ts';
import type { GitLab } from '../../ports/gitlab.ts';

/** 20,000 changes; what is beyond waits for the next time. */
const mostPages = 200;

type Search = Omit<Parameters<GitLab['issuesChanged']>[0], 'page'>;

/**
 * All issues that changed between two moments, the oldest change first. `until`: everything up to there was
 * read; before the end of the window when there was more than can be read at once.
 *
 * An issue that changes while we read leaves the window, for its moment is later then, and all behind it move
 * up by one: who asks for page after page misses one of them. So each page begins at the last moment that was
 * seen. Only where more issues share one moment than a page holds is there a second page, and then all of it
 * is read again until nothing new comes.
 */
export async function readChanged(
  search: Search,
  gitlab: Pick<GitLab, 'issuesChanged'>,
): Promise<{ issues: IssueSnapshot[]; until: Instant }> {
  const seen = new Set<string>();
  const found: IssueSnapshot[] = [];
  let after = search.after;
  let page = 1;
  let newInPass = 0;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { issues, isLast } = await gitlab.issuesChanged({ ...search, after, page });
    const fresh = issues.filter(({ id, updatedAt }) => !seen.has(`${id} ${updatedAt}`));
    for (const { id, updatedAt } of fresh) seen.add(`${id} ${updatedAt}`);
    found.push(...fresh);
    newInPass += fresh.length;
    const reached = issues.at(-1)?.updatedAt;
    const next = reached === undefined ? after : justBefore(reached);
    const isPast = isLast || next > after;
    if (isPast && (page === 1 || newInPass === 0)) {
      if (isLast) return { issues: found, until: search.before };
      after = next;
    }
    page = isPast ? 1 : page + 1;
    if (isPast) newInPass = 0;
  }
  return { issues: found, until: after };
}

/** GitLab counts in microseconds and shows milliseconds; and whether it includes the moment itself is not promised. */
function justBefore(moment: Instant): Instant {
  return new Date(Date.parse(moment) - 1).toISOString();
}
