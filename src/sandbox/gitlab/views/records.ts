import { levelOf } from '../access.ts';
import { has } from '../settings.ts';
import type {
  Db,
  Hook,
  Issue,
  LabelEvent,
  Link,
  Note,
  Project,
  StateEvent,
  Token,
  Upload,
  User,
} from '../state.ts';
import { type HookLogEntry, projectOf, userById, type World } from '../world.ts';
import { projectUrl } from './address.ts';
import { basicIssue, fullIssue } from './issue.ts';
import { basicUser } from './user.ts';

type Json = Record<string, unknown>;
type Seen = Pick<World, 'settings' | 'url' | 'now'> & { db: Db };

export function projectView(world: Seen, project: Project, reader: User): Json {
  const name = project.path.slice(project.path.lastIndexOf('/') + 1);
  const namespace = project.path.slice(0, project.path.lastIndexOf('/'));
  const level = levelOf(reader, project);
  const open = [...world.db.issues.values()].filter(
    (issue) => issue.projectId === project.id && issue.state === 'opened',
  );
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: `${namespace.replaceAll('/', ' / ')} / ${project.name}`,
    path: name,
    path_with_namespace: project.path,
    created_at: project.createdAt,
    default_branch: 'main',
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `git@${new URL(world.url).hostname}:${project.path}.git`,
    http_url_to_repo: `${projectUrl(world, project)}.git`,
    web_url: projectUrl(world, project),
    readme_url: null,
    forks_count: 0,
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.createdAt,
    visibility: project.visibility,
    namespace: {
      id: project.id + 100_000,
      name: namespace,
      path: namespace.slice(namespace.lastIndexOf('/') + 1),
      kind: 'group',
      full_path: namespace,
      parent_id: null,
      avatar_url: null,
      web_url: `${world.url}/groups/${namespace}`,
    },
    _links: {
      self: `${world.url}/api/v4/projects/${project.id}`,
      issues: `${world.url}/api/v4/projects/${project.id}/issues`,
      labels: `${world.url}/api/v4/projects/${project.id}/labels`,
      members: `${world.url}/api/v4/projects/${project.id}/members`,
    },
    empty_repo: false,
    archived: project.archived,
    issues_enabled: project.issuesAccess !== 'disabled',
    issues_access_level: project.issuesAccess,
    merge_requests_access_level: project.mergeRequestsAccess,
    environments_access_level: project.environmentsAccess,
    open_issues_count: open.length,
    service_desk_enabled: false,
    issue_branch_template: null,
    permissions: {
      project_access: level > 0 ? { access_level: level, notification_level: 3 } : null,
      group_access: null,
    },
  };
}

export function memberView(world: Seen, user: User, level: number): Json {
  return {
    ...basicUser(world, user),
    access_level: level,
    created_at: '2023-01-02T03:04:05.678Z',
    expires_at: null,
    membership_state: 'active',
  };
}

export function noteView(world: Seen, note: Note, issue: Issue): Json {
  return {
    id: note.id,
    type: null,
    body: note.body,
    author: basicUser(world, userById(world.db, note.authorId)),
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    system: note.system,
    noteable_id: issue.id,
    noteable_type: 'Issue',
    project_id: issue.projectId,
    resolvable: false,
    confidential: note.internal,
    internal: note.internal,
    imported: false,
    imported_from: 'none',
    noteable_iid: issue.iid,
    commands_changes: {},
  };
}

/** A link as the list shows it: the other issue, and how it is linked from `seenFrom`. */
export function relatedIssueView(world: Seen, link: Link, seenFrom: Issue, other: Issue, reader: User): Json {
  const opposite = { relates_to: 'relates_to', blocks: 'is_blocked_by', is_blocked_by: 'blocks' };
  return {
    ...fullIssue(world, other, reader, false),
    issue_link_id: link.id,
    link_type: link.sourceId === seenFrom.id ? link.type : opposite[link.type],
    link_created_at: link.createdAt,
    link_updated_at: link.createdAt,
  };
}

export function linkView(world: Seen, link: Link, source: Issue, target: Issue): Json {
  return {
    id: link.id,
    source_issue: basicIssue(world, source),
    target_issue: basicIssue(world, target),
    link_type: link.type,
  };
}

export function labelEventView(world: Seen, event: LabelEvent): Json {
  const labels = [...world.db.projects.values()].flatMap((project) => project.labels);
  // A label that was deleted since shows as null.
  const label = labels.find((one) => one.id === event.labelId) ?? null;
  return {
    id: event.id,
    user: basicUser(world, userById(world.db, event.userId)),
    created_at: event.createdAt,
    resource_type: 'Issue',
    resource_id: event.issueId,
    label: label && { id: label.id, name: label.name, color: label.color, description: label.description },
    action: event.action,
  };
}

export function stateEventView(world: Seen, event: StateEvent): Json {
  return {
    id: event.id,
    user: basicUser(world, userById(world.db, event.userId)),
    created_at: event.createdAt,
    resource_type: 'Issue',
    resource_id: event.issueId,
    source_commit: null,
    source_merge_request_id: null,
    state: event.state,
  };
}

export function tokenView(world: Seen, token: Token): Json {
  const today = world.now().toISOString().slice(0, 10);
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt,
    description: null,
    scopes: token.scopes,
    user_id: token.userId,
    last_used_at: world.now().toISOString(),
    active: !token.revoked && (token.expiresOn === null || token.expiresOn > today),
    expires_at: token.expiresOn,
  };
}

/** One attempt of a delivery. What would let somebody send in GitLab's name is not shown. */
export function hookEventView(entry: HookLogEntry): Json {
  const { 'X-Gitlab-Token': token, ...headers } = entry.headers;
  return {
    id: entry.id,
    url: entry.url,
    trigger: entry.trigger,
    request_headers: { ...headers, ...(token !== undefined && { 'X-Gitlab-Token': '[REDACTED]' }) },
    request_data: entry.payload,
    response_headers: {},
    response_body: '',
    execution_duration: 0.1,
    response_status: entry.status === null ? 'internal error' : String(entry.status),
  };
}

/** Never shows a token; from 19.0 on it shows whether there is one. */
export function hookView(world: Seen, hook: Hook): Json {
  const backingOff = hook.disabledUntil !== null && hook.disabledUntil > world.now().toISOString();
  return {
    id: hook.id,
    url: hook.url,
    name: hook.name,
    description: '',
    created_at: hook.createdAt,
    push_events: false,
    tag_push_events: false,
    merge_requests_events: false,
    repository_update_events: false,
    enable_ssl_verification: true,
    alert_status: hook.disabled ? 'disabled' : backingOff ? 'temporarily_disabled' : 'executable',
    disabled_until: backingOff ? hook.disabledUntil : null,
    url_variables: [],
    push_events_branch_filter: null,
    branch_filter_strategy: 'wildcard',
    ...(has(world.settings, 'customTemplate') && { custom_webhook_template: hook.customTemplate ?? '' }),
    custom_headers: [],
    ...(has(world.settings, 'signingToken') && {
      token_present: hook.token !== null,
      signing_token_present: hook.signingToken !== null,
    }),
    project_id: hook.projectId,
    issues_events: hook.issues,
    confidential_issues_events: hook.confidentialIssues,
    note_events: hook.notes,
    confidential_note_events: hook.confidentialNotes,
    pipeline_events: false,
    wiki_page_events: false,
    deployment_events: false,
    feature_flag_events: false,
    job_events: false,
    releases_events: false,
    milestone_events: false,
    emoji_events: false,
    resource_access_token_events: false,
    vulnerability_events: false,
  };
}

/** `url` is relative to the project. Of a picture the ending is no part of what it is called. */
export function uploadView(world: Seen, upload: Upload): Json {
  const { id, project, secret, name } = upload;
  const isPicture = /\.(?:png|jpe?g|gif|bmp|webp)$/i.test(name);
  const alt = isPicture ? name.replace(/\.\w+$/, '') : name;
  const url = `/uploads/${secret}/${name}`;
  const { path } = projectOf(world.db, { projectId: project });
  return {
    ...(has(world.settings, 'uploadId') && { id }),
    alt,
    url,
    full_path: has(world.settings, 'uploadAddressById') ? `/-/project/${project}${url}` : `/${path}${url}`,
    markdown: `${isPicture ? '!' : ''}[${alt.replaceAll(']', '\\]')}](${url})`,
  };
}
