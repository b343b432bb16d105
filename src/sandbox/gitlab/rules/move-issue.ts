import { type Issue, nextId, type Project } from '../state.ts';
import { labelNames, type Origin, projectOf, stamp, type World } from '../world.ts';
import { closeIssue, tellIssue, touch } from './change-state.ts';
import { changeLabels } from './labels.ts';
import { systemNote } from './system-notes.ts';

/**
 * Moves an issue: a new one with a new id and iid opens in the other project, the old one stays, closed, and
 * points to it with `moved_to_id`. Comments go along; labels go by name.
 */
export function moveIssue(world: World, issue: Issue, target: Project, origin: Origin): Issue {
  const source = projectOf(world.db, issue);
  target.lastIid += 1;
  const moved: Issue = {
    ...structuredClone(issue),
    id: nextId(world.db, 'issue'),
    iid: target.lastIid,
    projectId: target.id,
    labelIds: [],
    updatedAt: stamp(world),
  };
  world.db.issues.set(moved.id, moved);
  changeLabels(world, moved, { set: labelNames(world.db, issue) }, origin);
  copyNotes(world, issue, moved);
  for (const event of world.db.timelineEvents) if (event.issueId === issue.id) event.issueId = moved.id;
  systemNote(world, moved, `moved from ${source.path}#${issue.iid}`, origin);
  tellIssue(world, 'open', null, moved, origin);

  closeIssue(world, issue, origin);
  const before = structuredClone(issue);
  issue.movedToId = moved.id;
  touch(world, issue, origin);
  systemNote(world, issue, `moved to ${target.path}#${moved.iid}`, origin);
  tellIssue(world, 'update', before, issue, origin);
  return moved;
}

function copyNotes(world: World, from: Issue, to: Issue): void {
  const notes = world.db.notes.filter((note) => note.issueId === from.id && !note.system);
  for (const note of notes) {
    world.db.notes.push({ ...note, id: nextId(world.db, 'note'), issueId: to.id });
  }
}

/** Deletes an issue and all that hangs on it. GitLab has no webhook for it. */
export function deleteIssue(world: World, issue: Issue): void {
  const { db } = world;
  db.issues.delete(issue.id);
  db.notes = db.notes.filter((note) => note.issueId !== issue.id);
  db.links = db.links.filter((link) => link.sourceId !== issue.id && link.targetId !== issue.id);
  db.labelEvents = db.labelEvents.filter((event) => event.issueId !== issue.id);
  db.stateEvents = db.stateEvents.filter((event) => event.issueId !== issue.id);
  db.timelineEvents = db.timelineEvents.filter((event) => event.issueId !== issue.id);
  world.changed();
}
