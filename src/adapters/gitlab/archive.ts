import { z } from 'zod';
import type { GitLabArchive } from '../../ports/gitlab-archive.ts';
import { IssueText } from './issue-schema.ts';
import { readAnswer, readPages } from './read-answer.ts';
import type { Resources } from './resources.ts';

const perPage = 100;
const Issues = z.array(IssueText);
const NoteAnswer = z.object({
  body: z.string(),
  author: z.object({ id: z.number() }),
  system: z.boolean().catch(false),
});

/** GitLab's own words for a new link, which stay when the other issue is deleted. They are never translated. */
const related = /^marked this \w+ as related to /;

export function archiveCalls({ issues, notes }: Pick<Resources, 'issues' | 'notes'>): GitLabArchive {
  return {
    async issuesMade({ project, which, since, page }) {
      const answer = await issues.all({
        projectId: project,
        scope: 'all',
        ...filterOf(which),
        createdAfter: since,
        orderBy: 'created_at',
        sort: 'asc',
        page,
        perPage,
        maxPages: 1,
      });
      const found = readAnswer(Issues, answer, `what was made in project ${project}`);
      return { issues: found, isLast: found.length < perPage };
    },

    async wasRelatedBy(users, { project, iid }) {
      const what = `notes of issue ${iid} of project ${project}`;
      const all = await readPages(NoteAnswer, what, (page) =>
        notes.all(project, iid, { sort: 'asc', orderBy: 'created_at', ...page }),
      );
      return all.some(
        ({ system, author, body }) => system && users.includes(author.id) && related.test(body),
      );
    },
  };
}

function filterOf(which: Parameters<GitLabArchive['issuesMade']>[0]['which']) {
  if ('author' in which) return { authorId: which.author };
  return 'label' in which ? { labels: which.label } : { search: which.titled, in: 'title' as const };
}
