import type { Deployment, MergeRequest } from '../state.ts';
import { projectOf, userById, type World } from '../world.ts';
import { projectUrl } from './address.ts';
import { basicUser } from './user.ts';

type Json = Record<string, unknown>;
type Seen = Pick<World, 'url' | 'db'>;

export function mergeRequestView(world: Seen, one: MergeRequest): Json {
  const { path } = projectOf(world.db, one);
  const author = basicUser(world, userById(world.db, one.authorId));
  return {
    id: one.id,
    iid: one.iid,
    project_id: one.projectId,
    title: one.title,
    description: one.description,
    state: one.state,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    merged_by: one.mergedAt === null ? null : author,
    merge_user: one.mergedAt === null ? null : author,
    merged_at: one.mergedAt,
    closed_by: null,
    closed_at: null,
    target_branch: 'main',
    source_branch: `change-${one.iid}`,
    user_notes_count: 0,
    upvotes: 0,
    downvotes: 0,
    author,
    assignees: [],
    assignee: null,
    reviewers: [],
    source_project_id: one.projectId,
    target_project_id: one.projectId,
    labels: [],
    draft: false,
    milestone: null,
    sha: one.id.toString(16).padStart(40, '0'),
    reference: `!${one.iid}`,
    references: { short: `!${one.iid}`, relative: `!${one.iid}`, full: `${path}!${one.iid}` },
    web_url: `${projectUrl(world, projectOf(world.db, one))}/-/merge_requests/${one.iid}`,
    has_conflicts: false,
  };
}

export function deploymentView(world: Seen, one: Deployment): Json {
  const user = basicUser(world, userById(world.db, one.userId));
  const sha = one.id.toString(16).padStart(40, '0');
  return {
    id: one.id,
    iid: one.iid,
    ref: 'main',
    sha,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    user,
    environment: {
      id: one.environment.length,
      name: one.environment,
      slug: one.environment.replace(/[^a-z0-9]+/g, '-'),
      external_url: null,
      created_at: '2023-01-02T03:04:05.678Z',
      updated_at: '2023-01-02T03:04:05.678Z',
    },
    deployable:
      one.jobFinishedAt === null
        ? null
        : {
            id: one.id + 100_000,
            status: one.status,
            stage: 'deploy',
            name: 'deploy',
            ref: 'main',
            tag: false,
            created_at: one.createdAt,
            started_at: one.createdAt,
            finished_at: one.jobFinishedAt,
            user,
          },
    status: one.status,
  };
}
