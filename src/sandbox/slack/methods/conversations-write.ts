import { channelAnswer, directAnswer } from '../answers/conversation.ts';
import { missingScope } from '../http/authenticate.ts';
import { type Body, type Call, method } from '../http/method.ts';
import { Refusal } from '../http/refusal.ts';
import { ensureDirect, requireConversation } from '../rules/conversations.ts';

export const conversationsJoin = method({
  name: 'conversations.join',
  json: true,
  scopes: ['channels:join'],
  errors: ['channel_not_found', 'is_archived', 'method_not_supported_for_channel_type'],
  fields: { channel: 'string' },
  required: ['channel'],
  answer({ world, bot }, args) {
    const channel = requireConversation(world, bot, args.channel);
    if (channel.kind === 'direct' || channel.private)
      throw new Refusal('method_not_supported_for_channel_type');
    if (channel.archived) throw new Refusal('is_archived');
    const already = channel.members.has(bot.id);
    channel.members.add(bot.id);
    if (!already) world.changed();
    return {
      channel: channelAnswer(world, bot, channel),
      ...(already && {
        warning: 'already_in_channel',
        response_metadata: { warnings: ['already_in_channel'] },
      }),
    };
  },
});

export const conversationsOpen = method({
  name: 'conversations.open',
  json: true,
  scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
  errors: [
    'channel_not_found',
    'method_not_supported_for_channel_type',
    'user_disabled',
    'user_not_found',
    'users_list_not_supplied',
  ],
  fields: { channel: 'string', users: 'string', return_im: 'boolean', prevent_creation: 'boolean' },
  answer(call, args) {
    if (!call.app.scopes.includes('im:write')) throw missingScope(call.app, ['im:write']);
    if (args.channel !== undefined) return reopen(call, args.channel, args.return_im);
    const users = args.users?.split(',').filter((user) => user !== '') ?? [];
    const [user] = users;
    if (user === undefined) throw new Refusal('users_list_not_supplied');
    if (users.length > 1) {
      call.world.journal.unforeseen.push({ what: 'several people at once', where: 'conversations.open' });
      throw missingScope(call.app, ['mpim:write']);
    }
    const found = call.world.db.users.get(user);
    if (!found) throw new Refusal('user_not_found');
    if (found.deleted) throw new Refusal('user_disabled');
    const { direct, opened } = ensureDirect(call.world, found.id);
    return {
      ...(!opened && { no_op: true, already_open: true }),
      channel: args.return_im ? directAnswer(call.world, direct) : { id: direct.id },
    };
  },
});

function reopen({ world, bot }: Call, id: string, whole: boolean | undefined): Body {
  const found = requireConversation(world, bot, id);
  if (found.kind === 'channel') throw new Refusal('method_not_supported_for_channel_type');
  return { no_op: true, already_open: true, channel: whole ? directAnswer(world, found) : { id } };
}

/**
 * Not for bots: archiving took them out of the channel, and only who is in it could open it again
 * (slack-go issue 1066).
 */
export const conversationsUnarchive = method({
  name: 'conversations.unarchive',
  json: true,
  scopes: ['groups:write', 'im:write', 'mpim:write', 'channels:write', 'channels:manage'],
  errors: ['channel_not_found', 'method_not_supported_for_channel_type', 'not_archived', 'not_in_channel'],
  fields: { channel: 'string' },
  required: ['channel'],
  answer({ world, bot }, args) {
    const channel = requireConversation(world, bot, args.channel);
    if (channel.kind === 'direct') throw new Refusal('method_not_supported_for_channel_type');
    throw new Refusal(channel.archived ? 'not_in_channel' : 'not_archived');
  },
});
