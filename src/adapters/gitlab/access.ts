import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { GitLab } from '../../ports/gitlab.ts';
import { readAnswer } from './read-answer.ts';
import type { Resources } from './resources.ts';

const Membership = z.object({ access_level: z.number(), state: z.string().nullish() });

/** Somebody's access level in a project, inherited ones included, asked anew each time. */
export function accessCall({ members }: Pick<Resources, 'members'>): GitLab['accessOf'] {
  return async (project, user) => {
    try {
      const answer = await members.show(project, user, { includeInherited: true });
      const found = readAnswer(Membership, answer, `membership of user ${user} in project ${project}`);
      return (found.state ?? 'active') === 'active' ? found.access_level : 0;
    } catch (failure) {
      if (failure instanceof Problem && failure.code === 'gitlab-not-found') return 0;
      throw failure;
    }
  };
}
