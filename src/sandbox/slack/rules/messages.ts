import type { Conversation, Message } from '../state.ts';
import type { World } from '../world.ts';
import type { Content } from './content.ts';

export type NewMessage = Partial<Content> & {
  user: string;
  byApp: boolean;
  thread?: string | null;
  onlyFor?: string | null;
  files?: Message['files'];
};

/** Puts a message into a conversation. */
export function addMessage(world: World, conversation: Conversation, draft: NewMessage): Message {
  const message: Message = {
    ts: world.nextTs(),
    user: draft.user,
    byApp: draft.byApp,
    text: draft.text ?? '',
    blocks: draft.blocks ?? [],
    attachments: draft.attachments ?? [],
    thread: draft.thread ?? null,
    editedTs: null,
    onlyFor: draft.onlyFor ?? null,
    metadata: draft.metadata ?? null,
    unfurls: [],
    files: draft.files ?? [],
  };
  conversation.messages.push(message);
  world.changed();
  return message;
}

/** Changes what a message says. Without metadata the message keeps its own. */
export function editMessage(world: World, message: Message, content: Content): void {
  message.text = content.text;
  message.blocks = content.blocks;
  message.attachments = content.attachments;
  message.metadata = content.metadata ?? message.metadata;
  message.editedTs = world.nextTs();
  world.changed();
}

export function removeMessage(world: World, conversation: Conversation, message: Message): void {
  conversation.messages = conversation.messages.filter((one) => one !== message);
  world.changed();
}
