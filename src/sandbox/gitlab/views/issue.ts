import type { Db, Issue, User } from '../state.ts';
import { countTasks } from '../text/tasks.ts';
import { labelNames, projectOf, userById, type World } from '../world.ts';
import { issueUrl } from './address.ts';
import { basicUser } from './user.ts';

type Json = Record<string, unknown>;
type Seen = Pick<World, 'settings' | 'url'> & { db: Db };

/** The part of an issue that also stands in links (`APIEntitiesIssueBasic`). */
export function basicIssue(world: Seen, issue: Issue): Json {
  const { db } = world;
  const user = (id: number): Json => basicUser(world, userById(db, id));
  const assignees = issue.assigneeIds.map(user);
  const tasks = countTasks(issue.description);
  const comments = db.notes.filter((note) => note.issueId === issue.id && !note.system);
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: issue.projectId,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedById === null ? null : user(issue.closedById),
    labels: labelNames(db, issue).toSorted(),
    milestone: null,
    assignees,
    author: user(issue.authorId),
    type: issue.type.toUpperCase(),
    assignee: assignees[0] ?? null,
    user_notes_count: comments.length,
    merge_requests_count: 0,
    upvotes: 0,
    downvotes: 0,
    start_date: null,
    due_date: issue.dueDate,
    confidential: issue.confidential,
    discussion_locked: null,
    issue_type: issue.type,
    web_url: issueUrl(world, issue),
    time_stats: {
      time_estimate: 0,
      total_time_spent: 0,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    task_completion_status: { count: tasks.count, completed_count: tasks.done },
    weight: null,
    blocking_issues_count: 0,
  };
}

/** An issue as the issues endpoints answer it; `subscribed` stands only in answers about one issue. */
export function fullIssue(world: Seen, issue: Issue, reader: User, alone: boolean): Json {
  const project = projectOf(world.db, issue);
  const tasks = countTasks(issue.description);
  const self = `${world.url}/api/v4/projects/${project.id}/issues/${issue.iid}`;
  const done = `${tasks.done} of ${tasks.count} checklist items completed`;
  return {
    ...basicIssue(world, issue),
    has_tasks: tasks.count > 0,
    ...(tasks.count > 0 && { task_status: done }),
    _links: {
      self,
      notes: `${self}/notes`,
      award_emoji: `${self}/award_emoji`,
      project: `${world.url}/api/v4/projects/${project.id}`,
      closed_as_duplicate_of: null,
    },
    references: {
      short: `#${issue.iid}`,
      relative: `#${issue.iid}`,
      full: `${project.path}#${issue.iid}`,
    },
    severity: issue.severity.toUpperCase(),
    ...(alone && { subscribed: issue.authorId === reader.id || issue.assigneeIds.includes(reader.id) }),
    moved_to_id: issue.movedToId,
    imported: false,
    imported_from: 'none',
    service_desk_reply_to: null,
    epic_iid: null,
    epic: null,
    iteration: null,
    health_status: null,
  };
}
