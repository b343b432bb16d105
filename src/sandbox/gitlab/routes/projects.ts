import { notFound } from '../http/errors.ts';
import { findProject } from '../http/find.ts';
import { PAGE, paginate } from '../http/pagination.ts';
import { READ, route } from '../http/route.ts';
import { memberView, projectView } from '../views/records.ts';
import { userById } from '../world.ts';

/** Projects, their members and issue templates. */
export const projectRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id',
    scopes: READ,
    query: { license: 'boolean', statistics: 'boolean', with_custom_attributes: 'boolean' },
    handle: (call) => ({
      status: 200,
      body: projectView({ ...call.world, db: call.db }, findProject(call, call.path.id ?? ''), call.user),
    }),
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/members/all',
    scopes: READ,
    query: { ...PAGE, query: 'string', state: 'string', user_ids: 'integers' },
    handle: (call) => {
      const project = findProject(call, call.path.id ?? '');
      const rows = [...project.members]
        .map(([id, level]) => ({ user: userById(call.db, id), level }))
        .filter(({ user }) => !call.query.user_ids || call.query.user_ids.includes(user.id))
        .filter(({ user }) => !call.query.query || user.username.includes(call.query.query));
      const page = paginate(rows, call.query, call.address);
      const body = page.rows.map(({ user, level }) => memberView(call.world, user, level));
      return { status: 200, body, headers: page.headers };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/members/all/:user',
    scopes: READ,
    handle: (call) => {
      const project = findProject(call, call.path.id ?? '');
      const user = call.db.users.get(Number(call.path.user));
      const level = user && project.members.get(user.id);
      if (!user || level === undefined) throw notFound();
      return { status: 200, body: memberView(call.world, user, level) };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/templates/issues',
    scopes: READ,
    query: PAGE,
    handle: (call) => {
      const names = [...findProject(call, call.path.id ?? '').issueTemplates.keys()];
      const page = paginate(names, call.query, call.address);
      return { status: 200, body: page.rows.map((name) => ({ key: name, name })), headers: page.headers };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/templates/issues/:name',
    scopes: READ,
    query: { source_template_project_id: 'integer' },
    handle: (call) => {
      const own = findProject(call, call.path.id ?? '');
      const source = call.query.source_template_project_id;
      const project = source ? findProject(call, String(source)) : own;
      const name = call.path.name ?? '';
      const content = project.issueTemplates.get(name);
      if (content === undefined) throw notFound('Template');
      return { status: 200, body: { name, content } };
    },
  }),
];
