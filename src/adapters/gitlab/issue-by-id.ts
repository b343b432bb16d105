import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { IssueAddress } from '../../ports/gitlab.ts';
import type { Ask } from './graphql.ts';

const text = `query issueById($id: IssueID!) { issue(id: $id) { iid projectId } }`;

const Found = z.object({
  issue: z.object({ iid: z.coerce.number().int().positive(), projectId: z.number() }).nullable(),
});

/**
 * Where the issue with this global id stands. GraphQL, because REST's `GET /issues/:id` is for
 * administrators. null: it is gone, or the token may not see it; GitLab makes no difference.
 */
export async function findIssueById(ask: Ask, id: number): Promise<IssueAddress | null> {
  const variables = { id: `gid://gitlab/Issue/${id}` };
  const result = await ask({ name: 'issueById', text, variables, data: Found });
  if ('missing' in result)
    throw new Problem('gitlab-refused', `This GitLab has no GraphQL field ${result.missing}`);
  const { issue } = result.found;
  return issue === null ? null : { project: issue.projectId, iid: issue.iid };
}
