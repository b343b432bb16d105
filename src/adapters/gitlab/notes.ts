import { z } from 'zod';
import type { Note } from '../../domain/events.ts';
import type { LabelEvent, StateEvent } from '../../domain/facts.ts';
import { Problem } from '../../domain/problems.ts';
import type { GitLab } from '../../ports/gitlab.ts';
import { InstantText } from './instant.ts';
import { readAnswer, readPages } from './read-answer.ts';
import type { Resources } from './resources.ts';

/** `internal` was called `confidential` before 15.x; newer versions send both. `system`: GitLab's own words. */
const NoteAnswer = z.object({
  id: z.number(),
  body: z.string(),
  author: z.object({ id: z.number(), username: z.string(), name: z.string() }),
  system: z.boolean().catch(false),
  internal: z.boolean().nullish(),
  confidential: z.boolean().nullish(),
  created_at: InstantText,
});

/** The label is null when it was deleted since, the user when their account was. */
const LabelEventAnswer = z.object({
  action: z.string(),
  created_at: InstantText,
  label: z.object({ name: z.string() }).nullable(),
  user: z.object({ username: z.string() }).nullish(),
});

const StateEventAnswer = z.object({ state: z.string(), created_at: InstantText });

/** A text of quick actions alone answers 202 and leaves no note. */
const NewNote = z.union([
  z.object({ id: z.number() }),
  z.object({ commands_changes: z.unknown() }).transform(() => 'taken-as-commands' as const),
]);

export function noteCalls({
  notes,
  labelEvents,
  stateEvents,
}: Resources): Pick<
  GitLab,
  'notes' | 'note' | 'newestNotes' | 'labelEvents' | 'stateEvents' | 'addNote' | 'changeNote'
> {
  return {
    /** What people and bots wrote, oldest first; GitLab's own notes are left out. */
    async notes({ project, iid }) {
      const what = `notes of issue ${iid} of project ${project}`;
      const all = await readPages(NoteAnswer, what, (page) =>
        notes.all(project, iid, { sort: 'asc', orderBy: 'created_at', ...page }),
      );
      return all.filter((note) => !note.system).map(toNote);
    },

    async note({ project, iid, note }) {
      const what = `note ${note} of issue ${iid} of project ${project}`;
      return toNote(readAnswer(NoteAnswer, await notes.show(project, iid, note), what));
    },

    async newestNotes({ project, iid }) {
      const wish = { sort: 'desc', orderBy: 'created_at', activityFilter: 'only_comments' } as const;
      const page = { page: 1, perPage: 100, maxPages: 1 };
      const answer = await notes.all(project, iid, { ...wish, ...page });
      const found = readAnswer(z.array(NoteAnswer), answer, `notes of issue ${iid} of project ${project}`);
      return found.filter((note) => !note.system).map(toNote);
    },

    async stateEvents({ project, iid }) {
      const what = `state events of issue ${iid} of project ${project}`;
      const all = await readPages(StateEventAnswer, what, (page) => stateEvents.all(project, iid, page));
      return all.flatMap(toStateEvent);
    },

    async labelEvents({ project, iid }) {
      const what = `label events of issue ${iid} of project ${project}`;
      const all = await readPages(LabelEventAnswer, what, (page) => labelEvents.all(project, iid, page));
      return all.flatMap(toLabelEvent);
    },

    async addNote({ project, iid }, body) {
      const what = `the new note on issue ${iid} of project ${project}`;
      const answer = readAnswer(NewNote, await notes.create(project, iid, body), what);
      if (answer === 'taken-as-commands') {
        throw new Problem('gitlab-refused', `${what} was taken as quick actions, no note was made`);
      }
      return answer;
    },

    async changeNote({ project, iid, note }, body) {
      await notes.edit(project, iid, note, { body });
    },
  };
}

function toNote(note: z.infer<typeof NoteAnswer>): Note {
  return {
    id: note.id,
    body: note.body,
    author: note.author,
    internal: note.internal ?? note.confidential ?? false,
    at: note.created_at,
  };
}

/** Of a merge request it could also be that it was merged. */
function toStateEvent({ state, created_at: at }: z.infer<typeof StateEventAnswer>): StateEvent[] {
  return state === 'closed' || state === 'reopened' ? [{ state, at }] : [];
}

function toLabelEvent(event: z.infer<typeof LabelEventAnswer>): LabelEvent[] {
  const { action, label } = event;
  if (label === null || (action !== 'add' && action !== 'remove')) return [];
  return [{ label: label.name, action, at: event.created_at, by: event.user?.username ?? null }];
}
