import { has } from '../settings.ts';
import { issueUrl, projectUrl } from '../views/address.ts';
import { type HookEvent, projectOf, type World } from '../world.ts';
import { dateFor, hookIssue, hookProject, hookRepository, hookUser, withAbsoluteImages } from './parts.ts';

type Json = Record<string, unknown>;
export type NoteEvent = Extract<HookEvent, { kind: 'note' }>;

/** Internal notes, and any note on a confidential issue. */
export function isConfidentialNote(event: NoteEvent): boolean {
  return event.note.internal || event.issue.confidential;
}

/** The whole body of a note event on an issue. */
export function notePayload(world: World, event: NoteEvent): Json {
  const { note, issue, origin } = event;
  const project = projectOf(world.db, issue);
  return {
    object_kind: 'note',
    event_type: isConfidentialNote(event) ? 'confidential_note' : 'note',
    user: hookUser(origin.user),
    project_id: project.id,
    project: hookProject(world, project),
    object_attributes: {
      attachment: null,
      author_id: note.authorId,
      change_position: null,
      commit_id: null,
      created_at: dateFor(world, note.createdAt),
      discussion_id: note.id.toString(16).padStart(40, '0'),
      id: note.id,
      ...(has(world.settings, 'noteInternal') && { internal: note.internal }),
      line_code: null,
      note: note.body,
      noteable_id: issue.id,
      noteable_type: 'Issue',
      original_position: null,
      position: null,
      project_id: project.id,
      resolved_at: null,
      resolved_by_id: null,
      resolved_by_push: null,
      st_diff: null,
      system: false,
      type: null,
      updated_at: dateFor(world, note.updatedAt),
      updated_by_id: null,
      description: withAbsoluteImages(note.body, projectUrl(world, project)),
      url: `${issueUrl(world, issue)}#note_${note.id}`,
      ...(has(world.settings, 'noteAction') && { action: event.action }),
    },
    repository: hookRepository(world, project),
    issue: hookIssue(world, issue),
  };
}
