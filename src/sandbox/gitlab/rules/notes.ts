import { has } from '../settings.ts';
import { type Issue, type Note, nextId } from '../state.ts';
import { extractQuickActions } from '../text/quick-actions.ts';
import { type Origin, stamp, type World } from '../world.ts';
import { recordReferences } from './references.ts';
import { runCommands } from './run-commands.ts';
import { updateIssue } from './update-issue.ts';

/** What came of posting a note: the note, or only the names of the commands it consisted of. */
export type Posted = { note: Note | null; commands: string[] };

/** Comments on an issue. A text of quick actions alone leaves no note behind. */
export function addNote(world: World, issue: Issue, body: string, internal: boolean, origin: Origin): Posted {
  const extracted = extractQuickActions(body, has(world.settings, 'markdownQuickActions'));
  const commands = runCommands(world, issue, extracted.commands, origin);
  const note = extracted.text === '' ? null : storeNote(world, issue, extracted.text, internal, origin);
  if (Object.keys(commands.change).length > 0) updateIssue(world, issue, commands.change, origin);
  for (const act of commands.afterwards) act();
  return { note, commands: extracted.commands.map((command) => command.name) };
}

function storeNote(world: World, issue: Issue, body: string, internal: boolean, origin: Origin): Note {
  const note: Note = {
    id: nextId(world.db, 'note'),
    issueId: issue.id,
    authorId: origin.user.id,
    body,
    system: false,
    internal,
    createdAt: stamp(world),
    updatedAt: stamp(world),
  };
  world.db.notes.push(note);
  issue.updatedAt = stamp(world);
  recordReferences(world, issue, { before: '', after: body, where: 'note' }, origin);
  tellNote(world, 'create', note, issue, origin);
  return note;
}

/** Changes the text of a note; quick actions in it are cut out but not executed again. */
export function editNote(world: World, note: Note, issue: Issue, body: string, origin: Origin): void {
  const before = note.body;
  note.body = extractQuickActions(body, has(world.settings, 'markdownQuickActions')).text;
  note.updatedAt = stamp(world);
  recordReferences(world, issue, { before, after: note.body, where: 'note' }, origin);
  tellNote(world, 'update', note, issue, origin);
}

function tellNote(world: World, action: 'create' | 'update', note: Note, issue: Issue, origin: Origin): void {
  world.emit({
    kind: 'note',
    action,
    note: structuredClone(note),
    issue: structuredClone(issue),
    origin,
  });
  world.changed();
}
