import { canReadInternal, levelOf } from '../access.ts';
import { ApiError, badParameter, forbidden, invalid, notFound } from '../http/errors.ts';
import { findIssue } from '../http/find.ts';
import { PAGE, paginate } from '../http/pagination.ts';
import { READ, route, WRITE } from '../http/route.ts';
import { addNote, editNote } from '../rules/notes.ts';
import { ACCESS } from '../state.ts';
import { labelEventView, noteView, stateEventView } from '../views/records.ts';

const LONGEST_NOTE = 1_000_000;

function textOf(body: string | null | undefined): string {
  if (body === undefined) throw badParameter('body is missing');
  const text = body ?? '';
  if (text.trim() === '')
    throw new ApiError(400, { message: '400 Bad request - Note {:note=>["can\'t be blank"]}' });
  if (text.length > LONGEST_NOTE)
    throw invalid({ note: [`is too long (maximum is ${LONGEST_NOTE} characters)`] });
  return text;
}

/** Comments, GitLab's own notes among them, and the events of labels and state. */
export const noteRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid/notes',
    scopes: READ,
    query: { ...PAGE, sort: 'string', order_by: 'string', activity_filter: 'string' },
    handle: (call) => {
      const { db, query, user } = call;
      const { project, issue } = findIssue(call, call.path);
      const key = (query.order_by ?? 'created_at') === 'updated_at' ? 'updatedAt' : 'createdAt';
      const rows = db.notes
        .filter((note) => note.issueId === issue.id)
        .filter((note) => !note.internal || canReadInternal(user, project))
        .filter((note) => query.activity_filter !== 'only_comments' || !note.system)
        .filter((note) => query.activity_filter !== 'only_activity' || note.system)
        .toSorted((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.id - b.id));
      const page = paginate(query.sort === 'asc' ? rows : rows.toReversed(), query, call.address);
      const seen = { ...call.world, db };
      return {
        status: 200,
        body: page.rows.map((note) => noteView(seen, note, issue)),
        headers: page.headers,
      };
    },
  }),
  route({
    method: 'POST',
    pattern: '/projects/:id/issues/:iid/notes',
    scopes: WRITE,
    body: { body: 'string', internal: 'boolean', confidential: 'boolean', created_at: 'instant' },
    handle: (call) => {
      const { world, body, user } = call;
      const { project, issue } = findIssue(call, call.path);
      const text = textOf(body.body);
      const mayComment = project.visibility !== 'private' || levelOf(user, project) >= ACCESS.guest;
      if (!mayComment || project.archived) throw forbidden();
      const wanted = body.internal ?? body.confidential ?? false;
      const posted = addNote(world, issue, text, wanted && canReadInternal(user, project), call.origin);
      if (!posted.note) {
        const changes = Object.fromEntries(posted.commands.map((name) => [name, true]));
        return { status: 202, body: { commands_changes: changes, summary: posted.commands } };
      }
      return { status: 201, body: noteView(world, posted.note, issue) };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid/notes/:note_id',
    scopes: READ,
    handle: (call) => {
      const { db, user, path } = call;
      const { project, issue } = findIssue(call, path);
      const note = db.notes.find((one) => one.issueId === issue.id && String(one.id) === path.note_id);
      if (!note || (note.internal && !canReadInternal(user, project))) throw notFound('Note');
      return { status: 200, body: noteView({ ...call.world, db }, note, issue) };
    },
  }),
  route({
    method: 'PUT',
    pattern: '/projects/:id/issues/:iid/notes/:note_id',
    scopes: WRITE,
    body: { body: 'string' },
    handle: (call) => {
      const { world, body, user, path } = call;
      const { project, issue } = findIssue(call, path);
      const note = world.db.notes.find((one) => one.issueId === issue.id && String(one.id) === path.note_id);
      if (!note || note.system || (note.internal && !canReadInternal(user, project))) throw notFound('Note');
      const isTheirs = note.authorId === user?.id;
      if (!isTheirs && levelOf(user, project) < ACCESS.maintainer) throw forbidden();
      const text = textOf(body.body);
      editNote(world, note, issue, text, call.origin);
      return { status: 200, body: noteView(world, note, issue) };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid/resource_label_events',
    scopes: READ,
    query: PAGE,
    handle: (call) => {
      const { issue } = findIssue(call, call.path);
      const rows = call.db.labelEvents.filter((event) => event.issueId === issue.id);
      const page = paginate(rows, call.query, call.address);
      const seen = { ...call.world, db: call.db };
      return {
        status: 200,
        body: page.rows.map((event) => labelEventView(seen, event)),
        headers: page.headers,
      };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid/resource_state_events',
    scopes: READ,
    query: PAGE,
    handle: (call) => {
      const { issue } = findIssue(call, call.path);
      const rows = call.db.stateEvents.filter((event) => event.issueId === issue.id);
      const page = paginate(rows, call.query, call.address);
      const seen = { ...call.world, db: call.db };
      return {
        status: 200,
        body: page.rows.map((event) => stateEventView(seen, event)),
        headers: page.headers,
      };
    },
  }),
];
