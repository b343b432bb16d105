import type { Deliveries } from '../outgoing/deliver.ts';
import { tell } from '../outgoing/events.ts';
import { HISTORY_SCOPES, kindOf } from '../rules/conversations.ts';
import { linksIn } from '../rules/links.ts';
import type { Conversation, Message } from '../state.ts';
import type { World } from '../world.ts';

const SUBSCRIPTIONS = {
  public: 'message.channels',
  private: 'message.groups',
  direct: 'message.im',
} as const;
const CHANNEL_TYPES = { public: 'channel', private: 'group', direct: 'im' } as const;

/** Tells the app of a message that it may read, and of links that it may unfurl. */
export function tellOfMessage(
  world: World,
  deliveries: Deliveries,
  place: Conversation,
  { user, text, ts }: Message,
): void {
  const { app } = world.db;
  if (app === null) return;
  const member = place.kind === 'direct' || place.members.has(app.botUser);
  const kind = kindOf(place);
  if (member) {
    const event = {
      type: 'message',
      user,
      text,
      ts,
      channel: place.id,
      event_ts: ts,
      channel_type: CHANNEL_TYPES[kind],
    };
    tell(world, deliveries, { subscription: SUBSCRIPTIONS[kind], scope: HISTORY_SCOPES[kind], event });
  }
  const links = linksIn(text).filter(({ domain }) => app.unfurlDomains.includes(domain));
  if (links.length === 0) return;
  const event = {
    type: 'link_shared',
    channel: place.id,
    user,
    message_ts: ts,
    unfurl_id: `${ts}.${world.random.hex(64)}`,
    source: 'conversations_history',
    is_bot_user_member: member,
    links: links.map(({ domain, url }) => ({ domain, url })),
    event_ts: ts,
  };
  tell(world, deliveries, { subscription: 'link_shared', scope: 'links:read', event });
}
