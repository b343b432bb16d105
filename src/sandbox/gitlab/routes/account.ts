import { notFound } from '../http/errors.ts';
import { PAGE, paginate } from '../http/pagination.ts';
import { READ, route } from '../http/route.ts';
import { tokenView } from '../views/records.ts';
import { basicUser, currentUser, publicUser } from '../views/user.ts';

/** Who we are, who somebody is, and which GitLab this is. */
export const accountRoutes = [
  route({
    method: 'GET',
    pattern: '/user',
    scopes: [...READ, 'read_user'],
    handle: ({ world, user }) => ({ status: 200, body: currentUser(world, user) }),
  }),
  route({
    method: 'GET',
    pattern: '/personal_access_tokens/self',
    scopes: [...READ, 'read_user', 'self_rotate'],
    handle: ({ world, token }) => ({ status: 200, body: tokenView(world, token) }),
  }),
  route({
    method: 'GET',
    pattern: '/users',
    scopes: [...READ, 'read_user'],
    query: {
      ...PAGE,
      username: 'string',
      active: 'boolean',
      blocked: 'boolean',
      humans: 'boolean',
      without_project_bots: 'boolean',
      exclude_internal: 'boolean',
    },
    handle: ({ world, db, query, address }) => {
      const name = query.username?.toLowerCase();
      const found = [...db.users.values()]
        .filter((user) => name === undefined || user.username.toLowerCase() === name)
        .filter((user) => !query.active || user.state === 'active')
        .filter((user) => !query.blocked || user.state === 'blocked')
        .filter((user) => !(query.humans || query.without_project_bots) || !user.bot);
      const page = paginate(found.toReversed(), query, address);
      return { status: 200, body: page.rows.map((user) => basicUser(world, user)), headers: page.headers };
    },
  }),
  route({
    method: 'GET',
    pattern: '/users/:id',
    scopes: [...READ, 'read_user'],
    handle: ({ world, db, path }) => {
      const user = db.users.get(Number(path.id));
      if (!user) throw notFound('User');
      return { status: 200, body: publicUser(world, user) };
    },
  }),
  route({
    method: 'GET',
    pattern: '/metadata',
    scopes: [...READ, 'read_user'],
    handle: ({ world }) => ({
      status: 200,
      body: {
        version: `${world.settings.version}-ee`,
        revision: 'c0ffee00',
        kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
        enterprise: true,
      },
    }),
  }),
  route({
    method: 'GET',
    pattern: '/version',
    scopes: [...READ, 'read_user'],
    handle: ({ world }) => ({
      status: 200,
      body: { version: `${world.settings.version}-ee`, revision: 'c0ffee00' },
    }),
  }),
];
