import type { ShownChannel, ShownDirect, ShownMessage, ShownSlack, ShownUser, ShownView } from '../shown.ts';
import type { Channel, Conversation, Direct, Message, User, View } from '../state.ts';
import { channels, directs, type World } from '../world.ts';

/** All that Slack shows; copies, so that nobody changes the double by accident. */
export function snapshot({ db }: World): ShownSlack {
  const views = [...db.views.values()];
  return {
    team: { ...db.team },
    users: [...db.users.values()].map(showUser),
    channels: channels(db).map(showChannel),
    directs: directs(db).map(showDirect),
    modals: views.filter(({ type }) => type === 'modal').map(showView),
    homes: views.filter(({ type }) => type === 'home').map(showView),
  };
}

export function showUser({ id, name, realName, email, timezone, deleted, bot }: User): ShownUser {
  return { id, name, realName, email, timezone, deleted, bot };
}

export function showChannel(channel: Channel): ShownChannel {
  return {
    id: channel.id,
    name: channel.name,
    private: channel.private,
    archived: channel.archived,
    external: channel.external,
    members: [...channel.members],
    bookmarks: channel.bookmarks.map(({ id, title, link }) => ({ id, title, link })),
    messages: showMessages(channel),
  };
}

function showDirect(direct: Direct): ShownDirect {
  return { id: direct.id, with: direct.with, messages: showMessages(direct) };
}

/** Oldest first, replies behind what they answer. */
export function showMessages({ messages }: Conversation): ShownMessage[] {
  const replies = Map.groupBy(messages, ({ thread }) => thread);
  const known = new Set(messages.map(({ ts }) => ts));
  // A reply stays when what it answered is deleted; then it stands for itself.
  const first = messages.filter(({ thread }) => thread === null || !known.has(thread));
  return first.flatMap((message) => [message, ...(replies.get(message.ts) ?? [])]).map(showMessage);
}

export function showMessage(message: Message): ShownMessage {
  const { ts, user, text, blocks, thread, onlyFor, metadata, unfurls, files } = message;
  return {
    ts,
    user,
    text,
    blocks: structuredClone(blocks),
    thread,
    edited: message.editedTs !== null,
    onlyFor,
    metadata: structuredClone(metadata),
    ...(unfurls.length > 0 && { unfurls: structuredClone(unfurls) }),
    ...(files.length > 0 && { files: structuredClone(files) }),
  };
}

function showView({ id, user, type, content }: View): ShownView {
  const { title, blocks, submit, close } = content;
  return { id, user, type, title, blocks: structuredClone(blocks), submit, close };
}
