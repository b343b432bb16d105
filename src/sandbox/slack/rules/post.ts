import { Refusal } from '../http/refusal.ts';
import type { App, Channel, Conversation, User } from '../state.ts';
import { messageAt, type World } from '../world.ts';
import { ensureDirect, isMember, namedConversation, sees } from './conversations.ts';

/** Codes with which Slack says that the app may not write somewhere. */
export const POST_ERRORS = ['channel_not_found', 'is_archived', 'messages_tab_disabled', 'not_in_channel'];

/**
 * Where the app may post: a channel it is in, any public one with `chat:write.public`, the direct conversation
 * with anybody, deactivated people included (Slack says nothing of it; python-slack-sdk issue 1156).
 */
export function placeToPost(world: World, app: App, bot: User, ref: string): Conversation {
  const known = namedConversation(world.db, ref);
  const place = known ?? (world.db.users.has(ref) ? ensureDirect(world, ref).direct : undefined);
  if (!place || !sees(bot, place)) throw new Refusal('channel_not_found');
  requireTab(app, place);
  if (place.kind === 'channel') requireOpenChannel(app, bot, place);
  return place;
}

function requireTab(app: App, place: Conversation): void {
  if (place.kind === 'direct' && !app.messagesTab) throw new Refusal('messages_tab_disabled');
}

function requireOpenChannel(app: App, bot: User, channel: Channel): void {
  if (channel.archived) throw new Refusal('is_archived');
  // Private channels that the bot is not in were not even seen.
  const anywhere = app.scopes.includes('chat:write.public');
  if (!isMember(bot, channel) && !anywhere) throw new Refusal('not_in_channel');
}

/** The message that a reply belongs under; a reply cannot be replied to. */
export function threadOf(place: Conversation, ts: string | undefined): string | null {
  if (ts === undefined) return null;
  const parent = messageAt(place, ts);
  if (!parent || parent.onlyFor !== null) throw new Refusal('cannot_reply_to_message');
  return parent.thread ?? parent.ts;
}
