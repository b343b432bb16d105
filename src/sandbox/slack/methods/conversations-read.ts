import { conversationAnswer } from '../answers/conversation.ts';
import { missingScope } from '../http/authenticate.ts';
import { method } from '../http/method.ts';
import { page } from '../http/pages.ts';
import { Refusal } from '../http/refusal.ts';
import {
  ALL_READ_SCOPES,
  isMember,
  kindOf,
  READ_SCOPES,
  requireConversation,
  requireKindScope,
  sees,
} from '../rules/conversations.ts';
import type { App, Conversation, User } from '../state.ts';
import type { World } from '../world.ts';

export const conversationsInfo = method({
  name: 'conversations.info',
  scopes: ALL_READ_SCOPES,
  errors: ['channel_not_found'],
  fields: { channel: 'string', include_locale: 'boolean', include_num_members: 'boolean' },
  required: ['channel'],
  answer({ world, app, bot }, args) {
    const found = requireConversation(world, bot, args.channel);
    requireKindScope(app, found, READ_SCOPES);
    const count = found.kind === 'channel' ? found.members.size : 2;
    return {
      channel: {
        ...conversationAnswer(world, bot, found),
        ...(args.include_num_members && { num_members: count }),
      },
    };
  },
});

const LIST_FIELDS = {
  cursor: 'string',
  limit: 'integer',
  exclude_archived: 'boolean',
  types: 'string',
} as const;

type Listed = { cursor?: string; limit?: number; exclude_archived?: boolean; types?: string };

export const conversationsList = method({
  name: 'conversations.list',
  scopes: ALL_READ_SCOPES,
  errors: ['invalid_cursor', 'invalid_types'],
  fields: LIST_FIELDS,
  answer: ({ world, app, bot }, args) => list(world, app, bot, args, () => true),
});

/** Where the bot, or another user, is in. */
export const usersConversations = method({
  name: 'users.conversations',
  scopes: ALL_READ_SCOPES,
  errors: ['invalid_cursor', 'invalid_types', 'user_not_found'],
  fields: { ...LIST_FIELDS, user: 'string' },
  answer({ world, app, bot }, args) {
    const user = args.user === undefined ? bot : world.db.users.get(args.user);
    if (!user) throw new Refusal('user_not_found');
    const takesPart = (one: Conversation): boolean =>
      one.kind === 'channel' ? isMember(user, one) : user === bot || one.with === user.id;
    return list(world, app, bot, args, takesPart);
  },
});

export const conversationsMembers = method({
  name: 'conversations.members',
  scopes: ALL_READ_SCOPES,
  errors: ['channel_not_found', 'invalid_cursor'],
  fields: { channel: 'string', cursor: 'string', limit: 'integer' },
  required: ['channel'],
  answer({ world, app, bot }, args) {
    const found = requireConversation(world, bot, args.channel);
    requireKindScope(app, found, READ_SCOPES);
    const all = found.kind === 'channel' ? [...found.members] : [bot.id, found.with];
    const { items, next } = page(all, args);
    return { members: items, response_metadata: { next_cursor: next } };
  },
});

const TYPES: Record<string, keyof typeof READ_SCOPES | null> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'direct',
  // Conversations of several people, of which the double has none.
  mpim: null,
};

function list(
  world: World,
  app: App,
  bot: User,
  args: Listed,
  wanted: (one: Conversation) => boolean,
): Record<string, unknown> {
  const kinds = (args.types ?? 'public_channel').split(',').map((type) => {
    const kind = TYPES[type.trim()];
    if (kind === undefined) throw new Refusal('invalid_types');
    const scope = kind === null ? 'mpim:read' : READ_SCOPES[kind];
    if (!app.scopes.includes(scope)) throw missingScope(app, [scope]);
    return kind;
  });
  const shown = [...world.db.conversations.values()].filter(
    (one) =>
      kinds.includes(kindOf(one)) &&
      sees(bot, one) &&
      wanted(one) &&
      !(args.exclude_archived && one.kind === 'channel' && one.archived),
  );
  const { items, next } = page(shown, args);
  const count = (one: Conversation): Record<string, unknown> =>
    one.kind === 'channel' ? { num_members: one.members.size } : {};
  return {
    channels: items.map((one) => ({ ...conversationAnswer(world, bot, one), ...count(one) })),
    response_metadata: { next_cursor: next },
  };
}
