import type { Day, Instant, Visibility } from '../../../domain/words.ts';
import type { EscalationStatus, IncidentSeverity, Issue, IssueType, LinkType, Note } from '../state.ts';
import { issueUrl, projectUrl } from '../views/address.ts';
import { labelNames, projectOf, userById, type World } from '../world.ts';

export type ShownNote = {
  id: number;
  author: string;
  body: string;
  system: boolean;
  internal: boolean;
  createdAt: Instant;
  /** null: it says what it said at first. */
  editedAt: Instant | null;
};

export type ShownIssue = {
  id: number;
  iid: number;
  project: number;
  projectPath: string;
  url: string;
  type: IssueType;
  title: string;
  description: string;
  state: 'opened' | 'closed';
  confidential: boolean;
  severity: IncidentSeverity;
  escalationStatus: EscalationStatus | null;
  labels: string[];
  author: string;
  assignees: string[];
  dueDate: Day | null;
  createdAt: Instant;
  updatedAt: Instant;
  closedAt: Instant | null;
  movedTo: number | null;
  /** Oldest first, GitLab's own among them. */
  notes: ShownNote[];
  /** Issues this one is linked with, by global id. */
  linkedTo: { id: number; type: LinkType }[];
  timeline: { occurredAt: Instant; note: string; tags: string[] }[];
};

export type BriefIssue = Pick<ShownIssue, 'id' | 'iid' | 'project' | 'projectPath' | 'title' | 'url'>;

export type ShownProject = {
  id: number;
  path: string;
  visibility: Visibility;
  url: string;
  /** Oldest first. */
  issues: ShownIssue[];
};

/** All that GitLab shows, as plain JSON: for drawing, and for the assertions of tests. */
export function snapshot(world: World): { projects: ShownProject[] } {
  const projects = [...world.db.projects.values()].map((project) => ({
    id: project.id,
    path: project.path,
    visibility: project.visibility,
    url: projectUrl(world, project),
    issues: [...world.db.issues.values()]
      .filter((issue) => issue.projectId === project.id)
      .map((issue) => showIssue(world, issue)),
  }));
  return { projects };
}

export function issuesInBrief(world: World, wanted: { confidential: boolean }): BriefIssue[] {
  return [...world.db.issues.values()]
    .filter((issue) => issue.confidential === wanted.confidential)
    .map((issue) => ({
      id: issue.id,
      iid: issue.iid,
      project: issue.projectId,
      projectPath: projectOf(world.db, issue).path,
      title: issue.title,
      url: issueUrl(world, issue),
    }));
}

export function showIssue(world: World, issue: Issue): ShownIssue {
  const { db } = world;
  const nameOf = (id: number): string => userById(db, id).username;
  return {
    id: issue.id,
    iid: issue.iid,
    project: issue.projectId,
    projectPath: projectOf(db, issue).path,
    url: issueUrl(world, issue),
    type: issue.type,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    confidential: issue.confidential,
    severity: issue.severity,
    escalationStatus: issue.escalationStatus,
    labels: labelNames(db, issue),
    author: nameOf(issue.authorId),
    assignees: issue.assigneeIds.map(nameOf),
    dueDate: issue.dueDate,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    movedTo: issue.movedToId,
    notes: db.notes.filter((note) => note.issueId === issue.id).map((note) => showNote(note, nameOf)),
    linkedTo: db.links
      .filter((link) => link.sourceId === issue.id || link.targetId === issue.id)
      .map((link) => ({ id: link.sourceId === issue.id ? link.targetId : link.sourceId, type: link.type })),
    timeline: db.timelineEvents
      .filter((event) => event.issueId === issue.id)
      .map(({ occurredAt, note, tags }) => ({ occurredAt, note, tags: [...tags] })),
  };
}

function showNote(note: Note, nameOf: (id: number) => string): ShownNote {
  return {
    id: note.id,
    author: nameOf(note.authorId),
    body: note.body,
    system: note.system,
    internal: note.internal,
    createdAt: note.createdAt,
    editedAt: note.updatedAt === note.createdAt ? null : note.updatedAt,
  };
}
