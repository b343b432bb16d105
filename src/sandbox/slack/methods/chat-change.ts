import { messageAnswer } from '../answers/message.ts';
import { method } from '../http/method.ts';
import { Refusal } from '../http/refusal.ts';
import { CONTENT_ERRORS, METADATA_ERRORS, readContent } from '../rules/content.ts';
import { requireConversation } from '../rules/conversations.ts';
import { editMessage, removeMessage } from '../rules/messages.ts';
import type { Conversation, Message, User } from '../state.ts';
import { messageAt, type World } from '../world.ts';

/** Posts may be ten times as long. */
const LONGEST_UPDATED_TEXT = 4_000;

export const update = method({
  name: 'chat.update',
  json: true,
  scopes: ['chat:write'],
  errors: [
    ...CONTENT_ERRORS,
    ...METADATA_ERRORS,
    'cant_update_message',
    'channel_not_found',
    'is_inactive',
    'message_not_found',
    'msg_too_long',
  ],
  fields: {
    channel: 'string',
    ts: 'string',
    text: 'string',
    markdown_text: 'string',
    blocks: 'json',
    attachments: 'json',
    metadata: 'json',
    link_names: 'boolean',
    parse: 'string',
    as_user: 'boolean',
    reply_broadcast: 'boolean',
    file_ids: 'json',
  },
  required: ['channel', 'ts'],
  answer({ world, bot }, args) {
    const { place, message } = ownMessage(world, bot, args, 'cant_update_message');
    // Where posting says `is_archived`, changing says this.
    if (place.kind === 'channel' && place.archived) throw new Refusal('is_inactive');
    if ([...(args.text ?? '')].length > LONGEST_UPDATED_TEXT) throw new Refusal('msg_too_long');
    editMessage(world, message, readContent(args, 'msg_too_long'));
    const { ts, text } = message;
    return { channel: place.id, ts, text, message: messageAnswer(world, place, message, { metadata: true }) };
  },
});

export const remove = method({
  name: 'chat.delete',
  json: true,
  scopes: ['chat:write'],
  errors: ['cant_delete_message', 'channel_not_found', 'message_not_found'],
  fields: { channel: 'string', ts: 'string', as_user: 'boolean' },
  required: ['channel', 'ts'],
  answer({ world, bot }, args) {
    const { place, message } = ownMessage(world, bot, args, 'cant_delete_message');
    removeMessage(world, place, message);
    return { channel: place.id, ts: args.ts };
  },
});

/** Only what the app wrote itself can be changed, and only by the id of its conversation: `D…`, never `U…`. */
function ownMessage(
  world: World,
  bot: User,
  args: { channel: string; ts: string },
  refusal: string,
): { place: Conversation; message: Message } {
  const place = requireConversation(world, bot, args.channel);
  const message = messageAt(place, args.ts);
  if (!message || message.onlyFor !== null) throw new Refusal('message_not_found');
  if (!message.byApp) throw new Refusal(refusal);
  return { place, message };
}
