import { z } from 'zod';
import type { GitLab } from '../../ports/gitlab.ts';
import { Issue } from './issue-schema.ts';
import { readAnswer, readPages } from './read-answer.ts';
import type { Resources } from './resources.ts';

const perPage = 100;
const Issues = z.array(Issue);

/** Looking for many issues at once: what changed, what has a number, what has a title. */
export function listCalls({
  issues,
}: Resources): Pick<GitLab, 'issuesChanged' | 'issuesByNumber' | 'openIssuesTitled'> {
  return {
    async issuesChanged({ project, which, after, before, page }) {
      const answer = await issues.all({
        projectId: project,
        scope: 'all',
        ...filterOf(which),
        updatedAfter: after,
        updatedBefore: before,
        orderBy: 'updated_at',
        sort: 'asc',
        page,
        perPage,
        maxPages: 1,
      });
      const found = readAnswer(Issues, answer, `what changed in project ${project}`);
      return { issues: found, isLast: found.length < perPage };
    },

    async issuesByNumber(project, iids) {
      if (iids.length === 0) return [];
      const wish = { projectId: project, scope: 'all', iids, page: 1, perPage, maxPages: 1 } as const;
      return readAnswer(Issues, await issues.all(wish), `issues of project ${project} by their numbers`);
    },

    /** In titles alone, which GitLab searches word by word in the table itself: no index that lags behind. */
    openIssuesTitled: (project, words) =>
      readPages(Issue, `issues of project ${project} by their titles`, (page) =>
        issues.all({
          projectId: project,
          scope: 'all',
          state: 'opened',
          search: words,
          in: 'title',
          orderBy: 'created_at',
          sort: 'asc',
          ...page,
        }),
      ),
  };
}

function filterOf(which: Parameters<GitLab['issuesChanged']>[0]['which']) {
  if (which === 'all') return {};
  return 'type' in which ? { issueType: which.type } : { labels: which.label };
}
