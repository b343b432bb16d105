import { userAnswer } from '../answers/user.ts';
import { method } from '../http/method.ts';
import { page } from '../http/pages.ts';
import { Refusal } from '../http/refusal.ts';
import type { User } from '../state.ts';
import type { World } from '../world.ts';

export const usersInfo = method({
  name: 'users.info',
  scopes: ['users:read'],
  errors: ['user_not_found'],
  fields: { user: 'string', include_locale: 'boolean' },
  required: ['user'],
  answer: ({ world, app }, args) => ({ user: userAnswer(world, app, requireId(world, args.user)) }),
});

export const usersList = method({
  name: 'users.list',
  scopes: ['users:read'],
  errors: ['invalid_cursor'],
  fields: { cursor: 'string', limit: 'integer', include_locale: 'boolean' },
  answer({ world, app }, args) {
    const { items, next } = page([...world.db.users.values()], args);
    return {
      members: items.map((user) => userAnswer(world, app, user)),
      cache_ts: Math.floor(world.now().getTime() / 1000),
      response_metadata: { next_cursor: next },
    };
  },
});

export const lookupByEmail = method({
  name: 'users.lookupByEmail',
  scopes: ['users:read.email'],
  errors: ['users_not_found'],
  fields: { email: 'string' },
  required: ['email'],
  answer({ world, app }, args) {
    const wanted = args.email.toLowerCase();
    const found = [...world.db.users.values()].find((user) => user.email?.toLowerCase() === wanted);
    // Slack does not find people who were deactivated, nor those of other workspaces.
    if (!found || found.deleted || found.foreign) throw new Refusal('users_not_found');
    return { user: userAnswer(world, app, found) };
  },
});

export const dndInfo = method({
  name: 'dnd.info',
  scopes: ['dnd:read'],
  errors: ['user_not_found'],
  fields: { user: 'string' },
  answer({ world, bot }, args) {
    const { doNotDisturb } = requireId(world, args.user ?? bot.id);
    // Without a schedule Slack answers with a second in 1970 for both.
    const seconds = (at: Date | undefined): number => Math.floor((at?.getTime() ?? 1000) / 1000);
    return {
      dnd_enabled: doNotDisturb !== null,
      next_dnd_start_ts: seconds(doNotDisturb?.startsAt),
      next_dnd_end_ts: seconds(doNotDisturb?.endsAt),
    };
  },
});

/** The double has no user groups; an app that asks learns just that. */
export const usergroupsList = method({
  name: 'usergroups.list',
  scopes: ['usergroups:read'],
  errors: [],
  fields: { include_count: 'boolean', include_disabled: 'boolean', include_users: 'boolean' },
  answer: () => ({ usergroups: [] }),
});

function requireId(world: World, id: string): User {
  const user = world.db.users.get(id);
  if (!user) throw new Refusal('user_not_found');
  return user;
}
