import type { Translation } from '../src/ports/translate.ts';
import { AnyNote, NoteDelivery } from './note.schema.ts';
import { issueSnapshot, knownPerson } from './reading/snapshot.ts';
import { ignored, type Translator, unknownAt, unknownShape } from './reading/translation.ts';

/** New and edited comments on issues, incidents and other work items of a project. */
export const note: Translator = {
  objectKinds: ['note'],
  switches: ['note_events', 'confidential_note_events'],
  translate: translateNote,
};

function translateNote(body: unknown): Translation {
  const any = AnyNote.safeParse(body);
  if (!any.success) return unknownShape(any.error, body);
  const { noteable_type: target, system, action } = any.data.object_attributes;
  if (target !== 'Issue' && target !== 'WorkItem') return ignored(`a note on ${described(target)}`);
  if (system === true) return ignored('a system note');
  if (action != null && action !== 'create' && action !== 'update')
    return ignored('a note that was neither added nor edited');

  const read = NoteDelivery.safeParse(body);
  if (!read.success) return unknownShape(read.error, body);
  const { event_type: eventType, project, user, object_attributes: attributes } = read.data;

  const issueAttributes = read.data.issue ?? read.data.work_item;
  if (!issueAttributes) return unknownAt('issue', undefined, 'the attributes of an issue');
  if (!project) {
    if (issueAttributes.project_id === null) return ignored('a note on a work item of a group');
    return unknownAt('project', undefined, 'a project');
  }
  const projectId = project.id ?? issueAttributes.project_id;
  if (!projectId) return unknownAt('project.id', project.id, 'a whole number above 0');
  // GitLab reports a new note in the name of its author, an edited one in the name of who edited it.
  const author = knownPerson(user, attributes.author_id);
  if (!author) return unknownAt('user.id', user.id, 'a whole number above 0');

  const toFew = eventType === 'confidential_note';
  const issue = issueSnapshot({
    attributes: issueAttributes,
    project,
    projectId,
    actor: author,
    confidential: issueAttributes.confidential ?? toFew,
  });
  if (!issue) return unknownAt('issue.url', issueAttributes.url, 'the address of the issue');

  const event = {
    kind: action === 'update' ? ('note.edited' as const) : ('note.added' as const),
    issue,
    note: {
      id: attributes.id,
      body: attributes.note,
      author,
      internal: isInternal(toFew, issue.confidential, attributes.internal),
      at: action === 'update' ? (attributes.updated_at ?? attributes.created_at) : attributes.created_at,
    },
  };
  return { kind: 'events', events: [event] };
}

/**
 * `confidential_note` stands for internal notes and for every note on a confidential issue. On an issue
 * that all may read it can only mean the first. On a confidential one newer versions tell which it is;
 * where nothing is told, the note is taken for internal.
 */
function isInternal(toFew: boolean, issueIsConfidential: boolean, told: boolean | null | undefined): boolean {
  if (told === true || (toFew && !issueIsConfidential)) return true;
  return toFew && told !== false;
}

function described(noteableType: string): string {
  return noteableType.length > 40 ? 'something else' : `a ${noteableType}`;
}
