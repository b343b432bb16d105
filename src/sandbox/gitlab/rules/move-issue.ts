import { type Issue, nextId, type Project } from '../state.ts';
import { labelNames, type Origin, projectOf, stamp, type World } from '../world.ts';
import { closeIssue, tellIssue, touch } from './change-state.ts';
import { ensureLabel } from './labels.ts';
import { systemNote } from './system-notes.ts';

/**
 * Moves an issue: a new one with a new id and iid opens in the other project, the old one stays, closed, and
 * points to it with `moved_to_id`. What hangs on it goes along; labels go by name.
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
  moved.labelIds = labelNames(world.db, issue).map((name) => ensureLabel(world, target, name).id);
  takeAlong(world, issue, moved);
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

/** Comments and events are copied; timeline and links go over to the new issue. */
function takeAlong(world: World, from: Issue, to: Issue): void {
  const { db } = world;
  for (const note of db.notes.filter((one) => one.issueId === from.id && !one.system)) {
    db.notes.push({ ...note, id: nextId(db, 'note'), issueId: to.id });
  }
  for (const event of db.labelEvents.filter((one) => one.issueId === from.id)) {
    db.labelEvents.push({ ...event, id: nextId(db, 'event'), issueId: to.id });
  }
  for (const event of db.stateEvents.filter((one) => one.issueId === from.id)) {
    db.stateEvents.push({ ...event, id: nextId(db, 'event'), issueId: to.id });
  }
  for (const event of db.timelineEvents) if (event.issueId === from.id) event.issueId = to.id;
  for (const link of db.links) {
    if (link.sourceId === from.id) link.sourceId = to.id;
    if (link.targetId === from.id) link.targetId = to.id;
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
