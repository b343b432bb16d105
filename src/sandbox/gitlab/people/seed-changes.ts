import type { Instant } from '../../../domain/words.ts';
import { type Deployment, type MergeRequest, nextId } from '../state.ts';
import { stamp, type World } from '../world.ts';
import { type IssueRef, type ProjectRef, requireIssue, requireProject, requireUser } from './refs.ts';

export type NewMergeRequest = {
  title: string;
  /** Names the issues that it is related to: `#12`, `group/project#12`. */
  description?: string;
  /** Left out: it is open. */
  mergedAt?: Instant;
  author: string;
};

export type NewDeployment = {
  environment: string;
  /** Success unless told otherwise. */
  status?: Deployment['status'];
  finishedAt: Instant;
  /** A program told GitLab of it, so that it has no job. */
  byProgram?: boolean;
  /** Numbers of the merge requests that are deployed there for the first time. */
  mergeRequests: number[];
  user: string;
};

export type ChangeSeeds = {
  addMergeRequest(project: ProjectRef, wish: NewMergeRequest): { id: number; iid: number };
  addDeployment(project: ProjectRef, wish: NewDeployment): { id: number };
  addAlert(issue: IssueRef, alert: { title: string; startedAt: Instant }): void;
};

/** Code that was changed and deployed, and what monitoring noticed. None of it fires a webhook of an issue. */
export function changeSeeds(world: World): ChangeSeeds {
  const { db } = world;
  return {
    addMergeRequest(ref, { title, description = '', mergedAt, author }) {
      const project = requireProject(world, ref);
      project.lastMergeRequestIid += 1;
      const made: MergeRequest = {
        id: nextId(db, 'merge request'),
        iid: project.lastMergeRequestIid,
        projectId: project.id,
        title,
        description,
        state: mergedAt === undefined ? 'opened' : 'merged',
        authorId: requireUser(world, author).id,
        createdAt: mergedAt ?? stamp(world),
        updatedAt: mergedAt ?? stamp(world),
        mergedAt: mergedAt ?? null,
      };
      db.mergeRequests.push(made);
      world.changed();
      return { id: made.id, iid: made.iid };
    },
    addDeployment(ref, { environment, status = 'success', finishedAt, byProgram = false, ...wish }) {
      const project = requireProject(world, ref);
      project.lastDeploymentIid += 1;
      const made: Deployment = {
        id: nextId(db, 'deployment'),
        iid: project.lastDeploymentIid,
        projectId: project.id,
        environment,
        status,
        userId: requireUser(world, wish.user).id,
        createdAt: finishedAt,
        updatedAt: finishedAt,
        jobFinishedAt: byProgram ? null : finishedAt,
        mergeRequestIds: db.mergeRequests
          .filter((one) => one.projectId === project.id && wish.mergeRequests.includes(one.iid))
          .map(({ id }) => id),
      };
      db.deployments.push(made);
      world.changed();
      return { id: made.id };
    },
    addAlert(ref, alert) {
      db.alerts.push({ id: nextId(db, 'alert'), issueId: requireIssue(world, ref).id, ...alert });
      world.changed();
    },
  };
}
