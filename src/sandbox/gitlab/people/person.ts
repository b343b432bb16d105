import type { Day, Instant } from '../../../domain/words.ts';
import {
  canCreateIncident,
  canReadIssue,
  canSetMetadata,
  canUpdateIssue,
  canWriteTimeline,
} from '../access.ts';
import type { IssueChange } from '../rules/change.ts';
import { createIssue, type IssueWish } from '../rules/create-issue.ts';
import { createLink } from '../rules/links.ts';
import { deleteIssue, moveIssue } from '../rules/move-issue.ts';
import { addNote, editNote } from '../rules/notes.ts';
import { addTimelineEvent } from '../rules/timeline.ts';
import { updateIssue } from '../rules/update-issue.ts';
import { findUpload, typeShown } from '../rules/uploads.ts';
import type { IncidentSeverity, Issue, IssueType, LinkType } from '../state.ts';
import { type Origin, projectOf, type World } from '../world.ts';
import { type IssueRef, type ProjectRef, requireIssue, requireProject, requireUser } from './refs.ts';

export type IssueDraft = {
  title: string;
  description?: string;
  labels?: string[];
  /** Usernames. */
  assignees?: string[];
  dueDate?: Day;
  confidential?: boolean;
  severity?: IncidentSeverity;
};

/** A number for people, and what tests need besides. */
export type MadeIssue = { id: number; iid: number; project: number };

/**
 * What somebody does in GitLab's pages. Each act happens at once, with that person's rights, and fires its
 * webhooks; `settled()` waits for those. What the person has no right to is an error of the test.
 */
export type Person = {
  createIncident(project: ProjectRef, draft: IssueDraft): MadeIssue;
  createIssue(project: ProjectRef, draft: IssueDraft): MadeIssue;
  close(issue: IssueRef): void;
  reopen(issue: IssueRef): void;
  setTitle(issue: IssueRef, title: string): void;
  /** Replaces the text; `\r` and quick actions are treated as GitLab does. */
  editDescription(issue: IssueRef, text: string): void;
  /** Exactly these labels; unknown ones are made. */
  setLabels(issue: IssueRef, labels: string[]): void;
  addLabels(issue: IssueRef, labels: string[]): void;
  removeLabels(issue: IssueRef, labels: string[]): void;
  setSeverity(issue: IssueRef, severity: IncidentSeverity): void;
  /** Makes an incident of an issue, or the other way round. */
  setType(issue: IssueRef, type: IssueType): void;
  /** Exactly these people, by username. */
  assign(issue: IssueRef, usernames: string[]): void;
  setDueDate(issue: IssueRef, day: Day | null): void;
  setConfidential(issue: IssueRef, confidential: boolean): void;
  /** Returns the note's id, or null when it was nothing but quick actions. */
  comment(issue: IssueRef, body: string, options?: { internal?: boolean }): number | null;
  editComment(noteId: number, body: string): void;
  /** Fires nothing: GitLab has no webhook for it. */
  deleteComment(noteId: number): void;
  link(from: IssueRef, to: IssueRef, type?: LinkType): void;
  unlink(from: IssueRef, to: IssueRef): void;
  /** Tags such as `Start time` and `End time`. Fires nothing. */
  addTimelineEvent(issue: IssueRef, event: { note: string; occurredAt: Instant; tags?: string[] }): void;
  move(issue: IssueRef, to: ProjectRef): MadeIssue;
  /** Fires nothing: GitLab has no webhook for it. */
  deleteIssue(issue: IssueRef): void;
  /** What GitLab shows them at `/-/project/<id>/uploads/…` or `/<path of a project>/uploads/…`; null: not found. */
  openUpload(path: string): { type: string; content: Buffer } | null;
};

export function person(world: World, username: string): Person {
  const user = requireUser(world, username);
  const origin: Origin = { user, via: 'ui' };

  const create = (ref: ProjectRef, draft: IssueDraft, type: IssueWish['type']): MadeIssue => {
    const project = requireProject(world, ref);
    if (type === 'incident' && !canCreateIncident(user, project)) throw refused('open incidents');
    const { assignees, ...wish } = draft;
    const assigneeIds = assignees && idsOf(assignees);
    return made(createIssue(world, project, { ...wish, type, assigneeIds }, origin));
  };

  const change = (ref: IssueRef, wish: IssueChange, needs: 'update' | 'metadata'): void => {
    const issue = visible(ref);
    const project = projectOf(world.db, issue);
    const may = needs === 'update' ? canUpdateIssue(user, project, issue) : canSetMetadata(user, project);
    if (!may) throw refused(`change ${project.path}#${issue.iid}`);
    updateIssue(world, issue, wish, origin);
  };

  const visible = (ref: IssueRef): Issue => {
    const issue = requireIssue(world, ref);
    if (!canReadIssue(world.db, user, issue)) throw refused(`see ${ref.project}#${ref.iid}`);
    return issue;
  };

  const idsOf = (names: readonly string[]): number[] => names.map((name) => requireUser(world, name).id);
  const refused = (what: string): Error => new Error(`${username} may not ${what}`);

  return {
    createIncident: (ref, draft) => create(ref, draft, 'incident'),
    createIssue: (ref, draft) => create(ref, draft, 'issue'),
    close: (ref) => change(ref, { stateEvent: 'close' }, 'update'),
    reopen: (ref) => change(ref, { stateEvent: 'reopen' }, 'update'),
    setTitle: (ref, title) => change(ref, { title }, 'update'),
    editDescription: (ref, description) => change(ref, { description }, 'update'),
    setLabels: (ref, labels) => change(ref, { labels }, 'metadata'),
    addLabels: (ref, addLabels) => change(ref, { addLabels }, 'metadata'),
    removeLabels: (ref, removeLabels) => change(ref, { removeLabels }, 'metadata'),
    setType: (ref, type) => change(ref, { type }, 'metadata'),
    setSeverity: (ref, severity) => change(ref, { severity }, 'metadata'),
    assign: (ref, usernames) => change(ref, { assigneeIds: idsOf(usernames) }, 'metadata'),
    setDueDate: (ref, dueDate) => change(ref, { dueDate }, 'metadata'),
    setConfidential: (ref, confidential) => change(ref, { confidential }, 'metadata'),
    comment: (ref, body, options) =>
      addNote(world, visible(ref), body, options?.internal ?? false, origin).note?.id ?? null,
    editComment(noteId, body) {
      const note = world.db.notes.find((one) => one.id === noteId);
      const issue = note && world.db.issues.get(note.issueId);
      if (!note || !issue) throw new Error(`the double has no note ${noteId}`);
      editNote(world, note, issue, body, origin);
    },
    deleteComment(noteId) {
      world.db.notes = world.db.notes.filter((one) => one.id !== noteId);
      world.changed();
    },
    link(from, to, type) {
      createLink(world, visible(from), visible(to), type ?? 'relates_to', origin);
    },
    unlink(from, to) {
      const ids = [visible(from).id, visible(to).id];
      world.db.links = world.db.links.filter(
        (link) => !(ids.includes(link.sourceId) && ids.includes(link.targetId)),
      );
      world.changed();
    },
    addTimelineEvent(ref, event) {
      const issue = visible(ref);
      if (!canWriteTimeline(user, projectOf(world.db, issue))) throw refused('write timelines');
      addTimelineEvent(world, issue, event, origin);
    },
    move: (ref, to) => made(moveIssue(world, visible(ref), requireProject(world, to), origin)),
    deleteIssue: (ref) => deleteIssue(world, visible(ref)),
    openUpload(path) {
      const upload = findUpload(world, path, user);
      return upload && { type: typeShown(upload), content: upload.content };
    },
  };
}

function made(issue: Issue): MadeIssue {
  return { id: issue.id, iid: issue.iid, project: issue.projectId };
}
