import type { Issue, Project } from '../state.ts';
import { projectOf, type World } from '../world.ts';

type Seen = Pick<World, 'db' | 'settings' | 'url'>;

export function projectUrl(world: Pick<World, 'url'>, project: Project): string {
  return `${world.url}/${project.path}`;
}

export function issueUrl(world: Seen, issue: Issue): string {
  return `${projectUrl(world, projectOf(world.db, issue))}/-/${world.settings.addresses}/${issue.iid}`;
}
