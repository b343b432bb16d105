import { z } from 'zod';
import type { Deployment, MergeRequest } from '../../domain/times/changes.ts';
import type { GitLab } from '../../ports/gitlab.ts';
import { InstantText } from './instant.ts';
import { readAnswer } from './read-answer.ts';
import type { Resources } from './resources.ts';

type ChangeCalls = Pick<GitLab, 'relatedMergeRequests' | 'mergeRequest' | 'deploymentsSince' | 'shippedWith'>;

/** One page, however long the list is. */
const onePage = { showExpanded: false, page: 1, perPage: 100, maxPages: 1 } as const;

const MergeRequestAnswer = z
  .object({
    iid: z.number(),
    project_id: z.number(),
    title: z.string(),
    description: z.string().nullish(),
    state: z.string(),
    merged_at: InstantText.nullish(),
    references: z.object({ full: z.string() }),
  })
  .transform(
    (one): MergeRequest => ({
      project: one.project_id,
      path: one.references.full.replace(/!\d+$/, ''),
      iid: one.iid,
      title: one.title,
      description: one.description ?? '',
      mergedAt: one.state === 'merged' ? (one.merged_at ?? null) : null,
    }),
  );

/** `deployable` is the job; null where a program told GitLab of the deployment. */
const DeploymentAnswer = z
  .object({
    id: z.number(),
    updated_at: InstantText,
    environment: z.object({ name: z.string() }),
    deployable: z.object({ finished_at: InstantText.nullish() }).nullish(),
  })
  .transform(
    (one): Deployment => ({
      id: one.id,
      environment: one.environment.name,
      finishedAt: one.deployable?.finished_at ?? null,
      changedAt: one.updated_at,
    }),
  );

const Shipped = z.object({ iid: z.number(), project_id: z.number() });

/** Merge requests, and when they were deployed. */
export function changeCalls({ issues, mergeRequests, deployments }: Resources): ChangeCalls {
  return {
    async relatedMergeRequests({ project, iid }) {
      const answer = await issues.allRelatedMergeRequests(project, iid, onePage);
      const what = `merge requests related to issue ${iid} of project ${project}`;
      return readAnswer(z.array(MergeRequestAnswer), answer, what);
    },

    async mergeRequest(project, iid) {
      const answer = await mergeRequests.show(project, iid);
      return readAnswer(MergeRequestAnswer, answer, `merge request ${iid} of project ${project}`);
    },

    /** GitLab wants filter and order to be of the same moment. */
    async deploymentsSince(project, after) {
      const answer = await deployments.all(project, {
        status: 'success',
        updatedAfter: after,
        orderBy: 'updated_at',
        sort: 'asc',
        ...onePage,
      });
      return readAnswer(z.array(DeploymentAnswer), answer, `deployments of project ${project}`);
    },

    async shippedWith(project, deployment) {
      const answer = await deployments.allMergeRequests(project, deployment, onePage);
      const what = `merge requests of deployment ${deployment} of project ${project}`;
      const all = readAnswer(z.array(Shipped), answer, what);
      return all.filter(({ project_id }) => project_id === project).map(({ iid }) => iid);
    },
  };
}
