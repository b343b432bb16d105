import { z } from 'zod';
import type { ProjectFacts } from '../../domain/facts.ts';
import { remember } from '../../domain/remember.ts';
import type { Visibility } from '../../domain/words.ts';
import type { GitLab } from '../../ports/gitlab.ts';
import { readAnswer, readPages } from './read-answer.ts';
import type { Resources } from './resources.ts';

const keepMs = 10 * 60 * 1000;
/** Of a thousand reviews that are opened at once, not each asks who can read the same two projects. */
const latelyMs = 5_000;

/** GitLab's level of a guest. Below it stands "minimal access", which opens no project. */
const guest = 10;

const Project = z
  .object({
    id: z.number(),
    path_with_namespace: z.string(),
    visibility: z.enum(['private', 'internal', 'public']),
    issues_access_level: z.string().nullish(),
    merge_requests_access_level: z.string().nullish(),
    environments_access_level: z.string().nullish(),
    builds_access_level: z.string().nullish(),
    web_url: z.string(),
  })
  .transform(
    (project): ProjectFacts => ({
      id: project.id,
      path: project.path_with_namespace,
      visibility: visibilityOf(project.visibility, [project.issues_access_level]),
      ofChanges: visibilityOf(project.visibility, [
        project.merge_requests_access_level,
        project.environments_access_level,
        // Older versions have no switch of its own for deployments.
        project.builds_access_level,
      ]),
      url: project.web_url,
    }),
  );

const Member = z.object({ id: z.number(), access_level: z.number() });
const Template = z.object({ content: z.string() });

/** What changes rarely about a project is kept for ten minutes; who can read it, for no longer than a storm needs. */
export function projectCalls(
  { projects, members, templates }: Resources,
  now: () => number,
): Pick<GitLab, 'project' | 'projectLately' | 'memberIds' | 'issueTemplate'> {
  const keeping = { ttlMs: keepMs, now };

  const show = async (key: string): Promise<ProjectFacts> => {
    const project = readAnswer(Project, await projects.show(key), `project ${key}`);
    projectByKey.put(String(project.id), project);
    projectLately.put(String(project.id), project);
    return project;
  };
  const projectByKey = remember(keeping, show);
  const projectLately = remember({ ttlMs: latelyMs, now }, show);

  const membersOf = remember({ ttlMs: latelyMs, now }, (project: number) =>
    readPages(Member, `members of project ${project}`, (page) =>
      members.all(project, { includeInherited: true, ...page }),
    ),
  );

  const templateByKey = remember(keeping, async (key: string) => {
    const [project = '', name = ''] = key.split(/:(.*)/s);
    const answer = await templates.show(project, 'issues', name);
    return readAnswer(Template, answer, `issue template ${name} of project ${project}`).content;
  });

  return {
    project: (idOrPath) => projectByKey(String(idOrPath)),
    projectLately: (id) => projectLately(String(id)),
    memberIds: async (project, accessLevel = guest) => {
      const all = await membersOf(project);
      return new Set(all.filter(({ access_level }) => access_level >= accessLevel).map(({ id }) => id));
    },
    issueTemplate: (project, name) => templateByKey(`${project}:${name}`),
  };
}

/** `private`: members only; `disabled`: the feature is off, so nobody beyond members will ever read one. */
function visibilityOf(project: Visibility, features: (string | null | undefined)[]): Visibility {
  return features.some((one) => one === 'private' || one === 'disabled') ? 'private' : project;
}
