import { messageAnswer } from '../answers/message.ts';
import { method } from '../http/method.ts';
import { Refusal } from '../http/refusal.ts';
import { CONTENT_ERRORS, METADATA_ERRORS, readContent } from '../rules/content.ts';
import { addMessage } from '../rules/messages.ts';
import { POST_ERRORS, placeToPost, threadOf } from '../rules/post.ts';

/** What a message may carry in every method that writes one. */
const CONTENT_FIELDS = {
  text: 'string',
  markdown_text: 'string',
  blocks: 'json',
  attachments: 'json',
  metadata: 'json',
  link_names: 'boolean',
  parse: 'string',
} as const;

const LOOKS = { as_user: 'boolean', username: 'string', icon_emoji: 'string', icon_url: 'string' } as const;

export const postMessage = method({
  name: 'chat.postMessage',
  json: true,
  scopes: ['chat:write'],
  errors: [
    ...CONTENT_ERRORS,
    ...METADATA_ERRORS,
    ...POST_ERRORS,
    'msg_blocks_too_long',
    'cannot_reply_to_message',
  ],
  fields: {
    ...CONTENT_FIELDS,
    ...LOOKS,
    channel: 'string',
    mrkdwn: 'boolean',
    reply_broadcast: 'boolean',
    thread_ts: 'string',
    unfurl_links: 'boolean',
    unfurl_media: 'boolean',
  },
  required: ['channel'],
  answer({ world, app, bot }, args) {
    const place = placeToPost(world, app, bot, args.channel);
    const thread = threadOf(place, args.thread_ts);
    const content = readContent(args, 'msg_blocks_too_long');
    const message = addMessage(world, place, { ...content, thread, user: bot.id, byApp: true });
    return {
      channel: place.id,
      ts: message.ts,
      message: messageAnswer(world, place, message, { metadata: true }),
    };
  },
});

export const postEphemeral = method({
  name: 'chat.postEphemeral',
  json: true,
  scopes: ['chat:write'],
  errors: [
    ...CONTENT_ERRORS,
    ...POST_ERRORS,
    'cannot_reply_to_message',
    'msg_too_long',
    'user_not_in_channel',
  ],
  fields: { ...CONTENT_FIELDS, ...LOOKS, channel: 'string', user: 'string', thread_ts: 'string' },
  required: ['channel', 'user'],
  answer({ world, app, bot }, args) {
    const place = placeToPost(world, app, bot, args.channel);
    const reached = place.kind === 'channel' ? place.members.has(args.user) : place.with === args.user;
    if (!reached) throw new Refusal('user_not_in_channel');
    const thread = threadOf(place, args.thread_ts);
    // What only one person sees keeps no metadata, and none is checked.
    const { metadata: _, ...shown } = args;
    const content = readContent(shown, 'msg_too_long');
    const draft = { ...content, thread, user: bot.id, byApp: true, onlyFor: args.user };
    return { message_ts: addMessage(world, place, draft).ts };
  },
});
