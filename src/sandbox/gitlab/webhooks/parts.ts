import { has } from '../settings.ts';
import type { Issue, Label, Project, User } from '../state.ts';
import { issueUrl, projectUrl } from '../views/address.ts';
import { avatarUrl } from '../views/user.ts';
import { projectOf, type World } from '../world.ts';

type Json = Record<string, unknown>;

/** ISO-8601 with milliseconds; older GitLab wrote `2023-05-25 17:12:06 UTC`. */
export function dateFor(world: World, instant: string | null): string | null {
  if (instant === null || has(world.settings, 'isoDates')) return instant;
  return `${instant.slice(0, 19).replace('T', ' ')} UTC`;
}

/** Addresses are redacted unless they are public, which the double's users never chose. */
export function hookUser(user: User): Json {
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    avatar_url: avatarUrl(user),
    email: '[REDACTED]',
  };
}

export function hookProject(world: World, project: Project): Json {
  const home = projectUrl(world, project);
  const ssh = `git@${new URL(world.url).hostname}:${project.path}.git`;
  const levels = { private: 0, internal: 10, public: 20 };
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: home,
    avatar_url: null,
    git_ssh_url: ssh,
    git_http_url: `${home}.git`,
    namespace: project.path.slice(0, project.path.lastIndexOf('/')),
    visibility_level: levels[project.visibility],
    path_with_namespace: project.path,
    default_branch: 'main',
    ci_config_path: '',
    homepage: home,
    url: ssh,
    ssh_url: ssh,
    http_url: `${home}.git`,
  };
}

export function hookRepository(world: World, project: Project): Json {
  return {
    name: project.name,
    url: `git@${new URL(world.url).hostname}:${project.path}.git`,
    description: project.description,
    homepage: projectUrl(world, project),
  };
}

export function hookLabel(world: World, label: Label): Json {
  return {
    id: label.id,
    title: label.name,
    color: label.color,
    project_id: label.projectId,
    created_at: dateFor(world, label.createdAt),
    updated_at: dateFor(world, label.createdAt),
    template: false,
    description: label.description,
    type: 'ProjectLabel',
    group_id: null,
  };
}

export function hookLabels(world: World, issue: Issue): Json[] {
  const { labels } = projectOf(world.db, issue);
  return labels.filter((label) => issue.labelIds.includes(label.id)).map((label) => hookLabel(world, label));
}

const TYPE_NAMES = { issue: 'Issue', incident: 'Incident', task: 'Task', test_case: 'Test Case' } as const;

/** An issue as hooks show it: addresses of images made absolute, severity in lower case. */
export function hookIssue(world: World, issue: Issue): Json {
  const project = projectOf(world.db, issue);
  return {
    author_id: issue.authorId,
    closed_at: dateFor(world, issue.closedAt),
    confidential: issue.confidential,
    created_at: dateFor(world, issue.createdAt),
    description: withAbsoluteImages(issue.description, projectUrl(world, project)),
    discussion_locked: null,
    due_date: issue.dueDate,
    id: issue.id,
    iid: issue.iid,
    last_edited_at: dateFor(world, issue.lastEditedAt),
    last_edited_by_id: issue.lastEditedById,
    milestone_id: null,
    moved_to_id: issue.movedToId,
    duplicated_to_id: null,
    project_id: issue.projectId,
    relative_position: null,
    state_id: issue.state === 'opened' ? 1 : 2,
    time_estimate: 0,
    title: issue.title,
    updated_at: dateFor(world, issue.updatedAt),
    updated_by_id: issue.updatedById,
    weight: null,
    health_status: null,
    ...(has(world.settings, 'objectType') && { type: TYPE_NAMES[issue.type] }),
    url: issueUrl(world, issue),
    total_time_spent: 0,
    time_change: 0,
    human_total_time_spent: null,
    human_time_change: null,
    human_time_estimate: null,
    assignee_ids: issue.assigneeIds,
    assignee_id: issue.assigneeIds[0] ?? null,
    labels: hookLabels(world, issue),
    state: issue.state,
    severity: issue.severity,
  };
}

/** `![alt](/uploads/…)` → `![alt](https://gitlab…/group/project/uploads/…)`. `changes` keeps the stored text. */
export function withAbsoluteImages(text: string, home: string): string {
  return text.replace(/(!\[[^\]\n]*\]\()(\/[^)\s]*)/g, `$1${home}$2`);
}
