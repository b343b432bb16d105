import type { App, Conversation, Message } from '../state.ts';
import type { World } from '../world.ts';
import { withBlockIds } from './block-ids.ts';

/** A message as the API shows it. Metadata is shown only to who asks for it, or has just written it. */
export function messageAnswer(
  world: World,
  conversation: Conversation,
  message: Message,
  shows: { metadata: boolean },
): Record<string, unknown> {
  const { app, team } = world.db;
  const blocks = withBlockIds(message.ts, message.blocks);
  return {
    type: 'message',
    user: message.user,
    ...(message.byApp && app !== null && byApp(world, app)),
    team: team.id,
    text: message.text,
    ts: message.ts,
    ...(blocks.length > 0 && { blocks }),
    ...(message.attachments.length + message.unfurls.length > 0 && { attachments: attachments(message) }),
    ...(message.files.length > 0 && { files: message.files.map(({ id, title }) => ({ id, title })) }),
    ...(message.editedTs !== null && { edited: { user: message.user, ts: message.editedTs } }),
    ...thread(conversation, message),
    ...(shows.metadata && message.metadata !== null && { metadata: message.metadata }),
  };
}

function byApp(world: World, app: App): Record<string, unknown> {
  const name = world.db.users.get(app.botUser)?.realName ?? '';
  return {
    bot_id: app.botId,
    app_id: app.id,
    bot_profile: { id: app.botId, app_id: app.id, name, deleted: false, team_id: world.db.team.id },
  };
}

function attachments(message: Message): unknown[] {
  const unfurls = message.unfurls.map(({ url, blocks }) => ({ from_url: url, is_app_unfurl: true, blocks }));
  return [...message.attachments, ...unfurls].map((one, index) =>
    typeof one === 'object' && one !== null ? { id: index + 1, ...one } : one,
  );
}

function thread(conversation: Conversation, message: Message): Record<string, unknown> {
  if (message.thread !== null) {
    const parent = conversation.messages.find((one) => one.ts === message.thread);
    return { thread_ts: message.thread, ...(parent && { parent_user_id: parent.user }) };
  }
  const replies = conversation.messages.filter((one) => one.thread === message.ts && one.onlyFor === null);
  const latest = replies.at(-1);
  if (!latest) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: latest.ts,
  };
}
