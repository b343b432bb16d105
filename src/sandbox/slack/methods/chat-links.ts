import { method } from '../http/method.ts';
import { isObject } from '../http/read.ts';
import { Refusal } from '../http/refusal.ts';
import { listOfBlocks } from '../rules/check-blocks.ts';
import { requireConversation, sees } from '../rules/conversations.ts';
import { linksIn } from '../rules/links.ts';
import { messageAt } from '../world.ts';

export const getPermalink = method({
  name: 'chat.getPermalink',
  scopes: [],
  errors: ['channel_not_found', 'message_not_found'],
  fields: { channel: 'string', message_ts: 'string' },
  required: ['channel', 'message_ts'],
  answer({ world, bot }, args) {
    const place = requireConversation(world, bot, args.channel);
    const message = messageAt(place, args.message_ts);
    if (!message || message.onlyFor !== null) throw new Refusal('message_not_found');
    const thread = message.thread === null ? '' : `?thread_ts=${message.thread}&cid=${place.id}`;
    const permalink = `${world.url}/archives/${place.id}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: place.id, permalink };
  },
});

export const unfurl = method({
  name: 'chat.unfurl',
  json: true,
  scopes: ['links:write'],
  errors: [
    'cannot_find_channel',
    'cannot_find_message',
    'cannot_parse_attachment',
    'cannot_unfurl_message',
    'cannot_unfurl_url',
    'invalid_unfurls_format',
    'missing_channel',
    'missing_ts',
    'missing_unfurls',
  ],
  fields: { channel: 'string', ts: 'string', unfurls: 'json', unfurl_id: 'string', source: 'string' },
  answer({ world, app, bot }, args) {
    if (args.channel === undefined) throw new Refusal('missing_channel');
    if (args.ts === undefined) throw new Refusal('missing_ts');
    if (args.unfurls === undefined) throw new Refusal('missing_unfurls');
    if (!isObject(args.unfurls)) throw new Refusal('invalid_unfurls_format');
    const place = world.db.conversations.get(args.channel);
    if (!place || !sees(bot, place)) throw new Refusal('cannot_find_channel');
    const message = messageAt(place, args.ts);
    if (!message) throw new Refusal('cannot_find_message');
    const there = linksIn(message.text);
    const unfurls = Object.entries(args.unfurls).map(([url, content]) => {
      const link = there.find((one) => one.url === url);
      if (!link) throw new Refusal('cannot_unfurl_message');
      if (!app.unfurlDomains.includes(link.domain)) throw new Refusal('cannot_unfurl_url');
      const blocks = isObject(content) ? listOfBlocks(content.blocks ?? []) : null;
      if (blocks === null) throw new Refusal('cannot_parse_attachment');
      return { url, blocks };
    });
    message.unfurls = [
      ...message.unfurls.filter(({ url }) => !unfurls.some((one) => one.url === url)),
      ...unfurls,
    ];
    world.changed();
    return {};
  },
});
