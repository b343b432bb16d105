import { canReadAlerts, canReadIssue, canReadProject } from '../access.ts';
import type { SINCE } from '../settings.ts';
import type { Alert, Db, Issue, Project, TimelineEvent, User } from '../state.ts';
import { issueUrl, projectUrl } from '../views/address.ts';
import { projectByRef, projectOf, userById, type World } from '../world.ts';

/** Who asks, and what they see: perhaps a replica. */
export type GraphqlContext = { world: World; db: Db; user: User };

export type ArgumentType = 'ID!' | 'IssueID!' | 'Int' | 'String';
export type Arguments = Record<string, string | number | null>;

/** A field of GitLab's schema: its arguments, the type it leads to (null: a plain value), and how to read it. */
export type FieldType = {
  args?: Record<string, ArgumentType>;
  type?: string;
  list?: boolean;
  /** The feature with which the field came. */
  since?: keyof typeof SINCE;
  read(parent: unknown, args: Arguments, context: GraphqlContext): unknown;
};

const PAGE_ARGS = { first: 'Int', after: 'String' } as const;

/** Declares a type whose parents are all of one kind; the executor only ever gives them that kind. */
function type<T>(
  fields: Record<
    string,
    Omit<FieldType, 'read'> & { read(parent: T, args: Arguments, context: GraphqlContext): unknown }
  >,
): Record<string, FieldType> {
  return fields as Record<string, FieldType>;
}

type Page<T> = { nodes: T[]; hasNextPage: boolean; endCursor: string | null };

/** The types of GitLab's schema that the service may touch, by name. */
export const SCHEMA: Record<string, Record<string, FieldType>> = {
  Query: type<null>({
    currentUser: { type: 'CurrentUser', read: (_, __, { user }) => user },
    metadata: { type: 'Metadata', read: (_, __, { world }) => world },
    project: {
      args: { fullPath: 'ID!' },
      type: 'Project',
      read: (_, args, { db, user }) => {
        const project = projectByRef(db, String(args.fullPath));
        return project && canReadProject(user, project) ? project : null;
      },
    },
    issue: { args: { id: 'IssueID!' }, type: 'Issue', read: (_, args, context) => issueOf(args.id, context) },
  }),
  Metadata: type<World>({
    version: { read: (world) => `${world.settings.version}-ee` },
    revision: { read: () => 'c0ffee00' },
  }),
  CurrentUser: userType(),
  UserCore: userType(),
  Project: type<Project>({
    id: { read: (project) => `gid://gitlab/Project/${project.id}` },
    fullPath: { read: (project) => project.path },
    name: { read: (project) => project.name },
    visibility: { read: (project) => project.visibility },
    webUrl: { read: (project, _, { world }) => projectUrl(world, project) },
    incidentManagementTimelineEvents: {
      since: 'timelineEvents',
      args: { incidentId: 'IssueID!', ...PAGE_ARGS },
      type: 'TimelineEventTypeConnection',
      read: (project, args, context) => pageOf(timelineOf(project, args.incidentId, context), args),
    },
  }),
  TimelineEventTypeConnection: type<Page<TimelineEvent>>({
    nodes: { type: 'TimelineEventType', list: true, read: (page) => page.nodes },
    pageInfo: { type: 'PageInfo', read: (page) => page },
  }),
  PageInfo: type<Page<unknown>>({
    hasNextPage: { read: (page) => page.hasNextPage },
    hasPreviousPage: { read: () => false },
    endCursor: { read: (page) => page.endCursor },
    startCursor: { read: (page) => (page.nodes.length > 0 ? 'MQ' : null) },
  }),
  TimelineEventType: type<TimelineEvent>({
    id: { read: (event) => `gid://gitlab/IncidentManagement::TimelineEvent/${event.id}` },
    note: { read: (event) => event.note },
    noteHtml: { read: (event) => `<p>${event.note.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}</p>` },
    action: { read: (event) => event.action },
    occurredAt: { read: (event) => seconds(event.occurredAt) },
    createdAt: { read: (event) => seconds(event.createdAt) },
    updatedAt: { read: (event) => seconds(event.createdAt) },
    editable: { read: (event) => event.action === 'comment' },
    author: { type: 'UserCore', read: (event, _, { db }) => userById(db, event.authorId) },
    timelineEventTags: { type: 'TimelineEventTagTypeConnection', read: (event) => event.tags },
  }),
  TimelineEventTagTypeConnection: type<string[]>({
    nodes: { type: 'TimelineEventTagType', list: true, read: (tags) => tags },
  }),
  TimelineEventTagType: type<string>({
    id: { read: (name) => `gid://gitlab/IncidentManagement::TimelineEventTag/${name.length}` },
    name: { read: (name) => name },
  }),
  AlertManagementAlertConnection: type<Page<Alert>>({
    nodes: { type: 'AlertManagementAlert', list: true, read: (page) => page.nodes },
    pageInfo: { type: 'PageInfo', read: (page) => page },
  }),
  AlertManagementAlert: type<Alert>({
    id: { read: (alert) => `gid://gitlab/AlertManagement::Alert/${alert.id}` },
    title: { read: (alert) => alert.title },
    startedAt: { read: (alert) => seconds(alert.startedAt) },
  }),
  Issue: type<Issue>({
    id: { read: (issue) => `gid://gitlab/Issue/${issue.id}` },
    iid: { read: (issue) => String(issue.iid) },
    projectId: { read: (issue) => issue.projectId },
    title: { read: (issue) => issue.title },
    state: { read: (issue) => issue.state },
    type: { read: (issue) => issue.type.toUpperCase() },
    severity: { read: (issue) => issue.severity.toUpperCase() },
    confidential: { read: (issue) => issue.confidential },
    webUrl: { read: (issue, _, { world, db }) => issueUrl({ ...world, db }, issue) },
    createdAt: { read: (issue) => seconds(issue.createdAt) },
    updatedAt: { read: (issue) => seconds(issue.updatedAt) },
    closedAt: { read: (issue) => issue.closedAt && seconds(issue.closedAt) },
    alertManagementAlerts: {
      since: 'incidentAlerts',
      args: PAGE_ARGS,
      type: 'AlertManagementAlertConnection',
      read: (issue, args, context) => pageOf(alertsOf(issue, context), args),
    },
    moved: { read: (issue) => issue.movedToId !== null },
    movedTo: {
      type: 'Issue',
      read: (issue, _, context) => issueOf(`gid://gitlab/Issue/${issue.movedToId}`, context),
    },
  }),
};

function userType(): Record<string, FieldType> {
  return type<User>({
    id: { read: (user) => `gid://gitlab/User/${user.id}` },
    username: { read: (user) => user.username },
    name: { read: (user) => user.name },
    bot: { read: (user) => user.bot },
    state: { read: (user) => user.state },
    webUrl: { read: (user, _, { world }) => `${world.url}/${user.username}` },
  });
}

function issueOf(gid: unknown, { db, user }: GraphqlContext): Issue | null {
  const issue = db.issues.get(Number(String(gid).split('/').at(-1)));
  return issue && canReadIssue(db, user, issue) ? issue : null;
}

/** Empty when the reader may not see the incident, or it belongs to another project. */
function timelineOf(project: Project, gid: unknown, context: GraphqlContext): TimelineEvent[] {
  const issue = issueOf(gid, context);
  if (!issue || projectOf(context.db, issue).id !== project.id) return [];
  return context.db.timelineEvents
    .filter((event) => event.issueId === issue.id)
    .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : a.id - b.id));
}

/** Empty for who may not read alerts. */
function alertsOf(issue: Issue, { db, user }: GraphqlContext): Alert[] {
  if (!canReadAlerts(user, projectOf(db, issue))) return [];
  return db.alerts.filter((alert) => alert.issueId === issue.id);
}

/** At most 100 nodes a page. */
function pageOf<T>(all: readonly T[], args: Arguments): Page<T> {
  const after = typeof args.after === 'string' ? Number(Buffer.from(args.after, 'base64').toString()) : 0;
  const first = Math.min(typeof args.first === 'number' ? args.first : 100, 100);
  const nodes = all.slice(after, after + first);
  const end = after + nodes.length;
  return {
    nodes,
    hasNextPage: end < all.length,
    endCursor: nodes.length > 0 ? Buffer.from(String(end)).toString('base64') : null,
  };
}

/** GraphQL times have no milliseconds. */
function seconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}
