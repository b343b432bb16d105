import { missingScope } from '../http/authenticate.ts';
import { Refusal } from '../http/refusal.ts';
import { newId } from '../ids.ts';
import type { App, Channel, Conversation, Db, Direct, User } from '../state.ts';
import { channelByName, directWith, type World } from '../world.ts';

/** Who may read a kind of conversation, and its messages. */
export const READ_SCOPES = { public: 'channels:read', private: 'groups:read', direct: 'im:read' } as const;
export const HISTORY_SCOPES = {
  public: 'channels:history',
  private: 'groups:history',
  direct: 'im:history',
} as const;

/** All four, in the order in which Slack names them. */
export const ALL_READ_SCOPES = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
export const ALL_HISTORY_SCOPES = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export type ConversationKind = keyof typeof READ_SCOPES;

export function kindOf(conversation: Conversation): ConversationKind {
  if (conversation.kind === 'direct') return 'direct';
  return conversation.private ? 'private' : 'public';
}

/** Whether the bot sees that there is such a conversation: private channels only from inside. */
export function sees(bot: User, conversation: Conversation): boolean {
  return conversation.kind === 'direct' || !conversation.private || conversation.members.has(bot.id);
}

/** Archiving takes the app out of a channel, although people who were in it can still read it. */
export function isMember(user: User, channel: Channel): boolean {
  return !channel.archived && channel.members.has(user.id);
}

/** The conversation with this id that the bot sees; names do not count here. */
export function requireConversation(world: World, bot: User, id: string): Conversation {
  const found = world.db.conversations.get(id);
  if (!found || !sees(bot, found)) throw new Refusal('channel_not_found');
  return found;
}

/** As the kind of conversation asks for: a token may read channels and not direct messages. */
export function requireKindScope(
  app: App,
  conversation: Conversation,
  scopes: Record<ConversationKind, string>,
): void {
  const scope = scopes[kindOf(conversation)];
  if (!app.scopes.includes(scope)) throw missingScope(app, [scope]);
}

/** What an argument `channel` may mean when a message is posted: an id, a user's id, `#name` or `name`. */
export function namedConversation(db: Db, ref: string): Conversation | undefined {
  return db.conversations.get(ref) ?? directWith(db, ref) ?? channelByName(db, ref.replace(/^#/, ''));
}

/** Ensures that the bot and a person have a conversation. */
export function ensureDirect(world: World, userId: string): { direct: Direct; opened: boolean } {
  const known = directWith(world.db, userId);
  if (known) return { direct: known, opened: false };
  const direct: Direct = {
    kind: 'direct',
    id: newId(world.random, 'D'),
    with: userId,
    createdMs: world.now().getTime(),
    messages: [],
  };
  world.db.conversations.set(direct.id, direct);
  world.changed();
  return { direct, opened: true };
}
