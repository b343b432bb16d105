import { has } from '../settings.ts';
import type { Issue, User } from '../state.ts';
import { type HookEvent, projectOf, userById, type World } from '../world.ts';
import { dateFor, hookIssue, hookLabel, hookLabels, hookProject, hookRepository, hookUser } from './parts.ts';

type Json = Record<string, unknown>;
export type IssueEvent = Extract<HookEvent, { kind: 'issue' }>;

/** The whole body of an issue or work item event. */
export function issuePayload(world: World, event: IssueEvent): Json {
  const { after, origin } = event;
  const project = projectOf(world.db, after);
  const kind = objectKind(world, event);
  const assignees = after.assigneeIds.map((id) => hookUser(userById(world.db, id)));
  return {
    object_kind: kind,
    event_type: after.confidential ? `confidential_${kind}` : kind,
    user: hookUser(origin.user),
    project: hookProject(world, project),
    object_attributes: {
      ...hookIssue(world, after),
      customer_relations_contacts: [],
      ...(after.escalationStatus !== null && {
        escalation_status: after.escalationStatus,
        ...(event.action !== 'open' && { escalation_policy: null }),
      }),
      action: event.action,
    },
    labels: hookLabels(world, after),
    changes: { ...changesOf(world, event.before, after), ...event.alsoChanged },
    repository: hookRepository(world, project),
    ...(assignees.length > 0 && { assignees }),
  };
}

/** What "Test" sends: an issue as it is, without an action and without changes. */
export function testPayload(world: World, issue: Issue, user: User): Json {
  const origin = { user, via: 'ui' as const };
  const event = { kind: 'issue' as const, before: issue, after: issue, origin, delayMs: 0, alsoChanged: {} };
  const { object_attributes, ...payload } = issuePayload(world, { ...event, action: 'update' });
  const { action: _none, ...attributes } = object_attributes as Json;
  return { ...payload, object_attributes: attributes };
}

/**
 * Depends on which part of GitLab made the change: the new pages load a work item, REST an issue. A plain
 * issue always goes by its old name; an incident comes as either.
 */
function objectKind(world: World, event: IssueEvent): 'issue' | 'work_item' {
  if (!has(world.settings, 'workItemKind') || event.after.type === 'issue') return 'issue';
  if (world.settings.kinds !== 'captured') return world.settings.kinds;
  const changesState = event.action === 'close' || event.action === 'reopen';
  return event.origin.via === 'rest' || changesState ? 'issue' : 'work_item';
}

/** What changed, by GitLab's names. A new issue lists what it is made of. */
function changesOf(world: World, before: Issue | null, after: Issue): Json {
  const now = columns(world, after);
  const then = before && columns(world, before);
  const names = then ? Object.keys(now) : CREATION;
  const changes: Json = {};
  for (const name of names) {
    const previous = then ? then[name] : name === 'confidential' ? false : null;
    const current = now[name];
    if (JSON.stringify(previous) !== JSON.stringify(current)) changes[name] = { previous, current };
  }
  return changes;
}

const CREATION = [
  'author_id',
  'confidential',
  'created_at',
  'description',
  'due_date',
  'id',
  'iid',
  'project_id',
  'title',
  'updated_at',
];

function columns(world: World, issue: Issue): Json {
  const { labels } = projectOf(world.db, issue);
  return {
    author_id: issue.authorId,
    assignees: issue.assigneeIds.map((id) => hookUser(userById(world.db, id))),
    closed_at: dateFor(world, issue.closedAt),
    confidential: issue.confidential,
    created_at: dateFor(world, issue.createdAt),
    description: issue.description,
    due_date: issue.dueDate,
    id: issue.id,
    iid: issue.iid,
    labels: labels.filter((one) => issue.labelIds.includes(one.id)).map((one) => hookLabel(world, one)),
    last_edited_at: dateFor(world, issue.lastEditedAt),
    last_edited_by_id: issue.lastEditedById,
    moved_to_id: issue.movedToId,
    project_id: issue.projectId,
    severity: issue.severity,
    state_id: issue.state === 'opened' ? 1 : 2,
    title: issue.title,
    updated_at: dateFor(world, issue.updatedAt),
    updated_by_id: issue.updatedById,
  };
}
