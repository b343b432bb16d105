import { type Check, doubtful, fine, unanswered, wrong } from './check.ts';
import type { AccessLevel, ProjectState, WebhookExpectation } from './facts.ts';
import { judgeHooks } from './hooks.ts';

/** Sees confidential issues and may set labels, assignee and due date. */
const reporter = 20;
/** May do the same from GitLab 17.7 on. */
const planner = 15;
/** Sees the webhooks of a project. */
const maintainer = 40;

export function maySeeHooks(access: AccessLevel): boolean {
  return access >= maintainer;
}

export function judgeProjects(projects: ProjectState[], webhooks: WebhookExpectation | null): Check[] {
  return [
    ...projects.flatMap((project) => judgeProject(project, webhooks)),
    ...judgeTwins(projects),
    ...judgePublicUrl(webhooks),
  ];
}

function judgePublicUrl(webhooks: WebhookExpectation | null): Check[] {
  if (webhooks === null || webhooks.publicUrl !== null) return [];
  return [
    doubtful(
      'hook',
      'PUBLIC_URL is not set: webhooks are recognised by the end of their address alone',
      'set it to the address at which GitLab reaches this service',
    ),
  ];
}

function judgeProject(state: ProjectState, webhooks: WebhookExpectation | null): Check[] {
  const { name, project, access } = state;
  if ('problem' in project) return [unanswered('project', name, project)];
  if (access === null) return [];
  if ('problem' in access) return [unanswered('project', `${name}, our role`, access)];
  return [judgeRole(state, access.value), ...judgeHooksOf(state, access.value, webhooks)];
}

function judgeRole({ name, holds }: ProjectState, access: AccessLevel): Check {
  const text = `${name} (${holds.join(' and ')}): our role is ${roleName(access)}`;
  if (access >= reporter) return fine('project', text);
  if (access >= planner) {
    return doubtful(
      'project',
      text,
      'give Reporter: before GitLab 17.7 a Planner cannot set labels and assignees',
    );
  }
  return wrong(
    'project',
    text,
    'give the user of the token the role Reporter, or Maintainer to check webhooks too',
  );
}

function judgeHooksOf(
  state: ProjectState,
  access: AccessLevel,
  webhooks: WebhookExpectation | null,
): Check[] {
  const { name, hooks } = state;
  if (!maySeeHooks(access)) {
    return [
      doubtful(
        'hook',
        `${name}: only a Maintainer can see webhooks`,
        'look at Settings › Webhooks yourself, or give the role Maintainer for this check',
      ),
    ];
  }
  if (hooks === null || webhooks === null) return [];
  if ('problem' in hooks) return [unanswered('hook', `${name}, its webhooks`, hooks)];
  return judgeHooks(state, hooks.value, webhooks);
}

/** The same project once by path and once by id: the configuration alone cannot tell. */
function judgeTwins(projects: ProjectState[]): Check[] {
  const seen = new Map<number, string>();
  return projects.flatMap(({ name, holds, project }) => {
    if ('problem' in project || !holds.includes('incidents')) return [];
    const first = seen.get(project.value.id);
    seen.set(project.value.id, first ?? name);
    return first === undefined
      ? []
      : [wrong('project', `${first} and ${name} are the same project`, 'name it once in gitlab.projects')];
  });
}

function roleName(access: AccessLevel): string {
  const [, name] = roles.findLast(([level]) => access >= level) ?? [0, 'none: we are no member'];
  return name;
}

const roles: [AccessLevel, string][] = [
  [5, 'Minimal access'],
  [10, 'Guest'],
  [planner, 'Planner'],
  [reporter, 'Reporter'],
  [30, 'Developer'],
  [maintainer, 'Maintainer'],
  [50, 'Owner'],
];
