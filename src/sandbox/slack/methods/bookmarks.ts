import { type Call, method } from '../http/method.ts';
import { invalidArguments, Refusal } from '../http/refusal.ts';
import { newId } from '../ids.ts';
import { isMember, requireConversation } from '../rules/conversations.ts';
import type { Bookmark, Channel } from '../state.ts';

const MOST_BOOKMARKS = 100;

/**
 * Bookmarks at the top of a channel. Slack documents no code of its own for channels that are archived or that
 * the app is not in; these two are what its list of codes leaves for them.
 */
export const bookmarksAdd = method({
  name: 'bookmarks.add',
  json: true,
  scopes: ['bookmarks:write'],
  errors: [
    'access_denied',
    'channel_not_found',
    'invalid_bookmark_type',
    'invalid_link',
    'permission_denied',
    'too_many_bookmarks',
  ],
  fields: {
    channel_id: 'string',
    title: 'string',
    type: 'string',
    link: 'string',
    emoji: 'string',
    entity_id: 'string',
    access_level: 'string',
    parent_id: 'string',
  },
  required: ['channel_id', 'title', 'type'],
  answer(call, args) {
    const channel = writable(call, args.channel_id);
    // Files, folders and messages can be bookmarked too, which no app of ours does.
    if (args.type !== 'link') throw new Refusal('invalid_bookmark_type');
    if (!/^https?:\/\//.test(args.link ?? '')) throw new Refusal('invalid_link');
    if (channel.bookmarks.length >= MOST_BOOKMARKS) throw new Refusal('too_many_bookmarks');
    const bookmark: Bookmark = {
      id: newId(call.world.random, 'Bk'),
      title: args.title,
      link: args.link ?? '',
      emoji: args.emoji ?? '',
      createdMs: call.world.now().getTime(),
    };
    channel.bookmarks.push(bookmark);
    call.world.changed();
    return { bookmark: bookmarkAnswer(call, channel, bookmark) };
  },
});

export const bookmarksList = method({
  name: 'bookmarks.list',
  json: true,
  scopes: ['bookmarks:read'],
  errors: ['access_denied', 'channel_not_found'],
  fields: { channel_id: 'string' },
  required: ['channel_id'],
  answer(call, args) {
    const channel = requireChannel(call, args.channel_id);
    return { bookmarks: channel.bookmarks.map((bookmark) => bookmarkAnswer(call, channel, bookmark)) };
  },
});

export const bookmarksRemove = method({
  name: 'bookmarks.remove',
  json: true,
  scopes: ['bookmarks:write'],
  errors: ['access_denied', 'channel_not_found', 'not_found', 'permission_denied'],
  fields: { channel_id: 'string', bookmark_id: 'string', quip_section_id: 'string' },
  required: ['channel_id'],
  answer(call, args) {
    if (args.bookmark_id === undefined) throw invalidArguments('missing required field: bookmark_id');
    const channel = writable(call, args.channel_id);
    const rest = channel.bookmarks.filter(({ id }) => id !== args.bookmark_id);
    if (rest.length === channel.bookmarks.length) throw new Refusal('not_found');
    channel.bookmarks = rest;
    call.world.changed();
    return {};
  },
});

function requireChannel({ world, bot }: Call, id: string): Channel {
  const found = requireConversation(world, bot, id);
  if (found.kind === 'direct') throw new Refusal('channel_not_found');
  return found;
}

function writable(call: Call, id: string): Channel {
  const channel = requireChannel(call, id);
  if (channel.archived) throw new Refusal('permission_denied');
  if (!isMember(call.bot, channel)) throw new Refusal('access_denied');
  return channel;
}

function bookmarkAnswer({ world, bot }: Call, channel: Channel, bookmark: Bookmark): Record<string, unknown> {
  return {
    id: bookmark.id,
    channel_id: channel.id,
    title: bookmark.title,
    link: bookmark.link,
    emoji: bookmark.emoji,
    icon_url: new URL('/favicon.ico', bookmark.link).href,
    type: 'link',
    entity_id: null,
    date_created: Math.floor(bookmark.createdMs / 1000),
    date_updated: 0,
    rank: 'g',
    last_updated_by_user_id: bot.id,
    last_updated_by_team_id: world.db.team.id,
    shortcut_id: null,
    app_id: null,
  };
}
