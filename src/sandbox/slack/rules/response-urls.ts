import { isObject } from '../http/read.ts';
import { Refusal } from '../http/refusal.ts';
import type { Conversation, Message, ResponseUrl } from '../state.ts';
import { messageAt, requireApp, type World } from '../world.ts';
import { readContent } from './content.ts';
import { addMessage, editMessage, removeMessage } from './messages.ts';

/** Slack's documentation on handling what people do. */
const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

/** Makes an address for answers to one act. */
export function makeResponseUrl(
  world: World,
  kind: 'commands' | 'actions',
  about: Pick<ResponseUrl, 'conversation' | 'user' | 'ts'>,
): string {
  const path = `/${kind}/${world.db.team.id}/${Math.floor(world.random.next() * 1e12)}/${world.random.hex(24)}`;
  world.db.responseUrls.set(path, { ...about, madeMs: world.now().getTime(), uses: 0 });
  return world.url + path;
}

/** Uses such an address once; refuses with `used_url` or `expired_url`. */
export function useResponseUrl(world: World, path: string, given: unknown): void {
  const found = world.db.responseUrls.get(path);
  if (!found) throw new Refusal('invalid_url');
  if (world.now().getTime() - found.madeMs > LIFE_MS) throw new Refusal('expired_url');
  if (found.uses >= MOST_USES) throw new Refusal('used_url');
  found.uses += 1;
  answerAct(world, found, given);
}

/** Writes what an app answers to a command or click: at once, or to its response URL. */
export function answerAct(world: World, about: ResponseUrl, given: unknown): Message | null {
  const wish = typeof given === 'string' ? { text: given } : given;
  if (!isObject(wish)) throw new Refusal('invalid_payload');
  const place = world.db.conversations.get(about.conversation);
  if (!place) throw new Refusal('channel_not_found');
  const original = about.ts === null ? undefined : messageAt(place, about.ts);
  if (wish.delete_original === true && original) {
    removeMessage(world, place, original);
    return null;
  }
  const { text, ...rest } = wish;
  const words = typeof text === 'string' ? { ...rest, text } : rest;
  const content = readContent(words, 'msg_blocks_too_long');
  if (wish.replace_original === true && original) {
    editMessage(world, original, content);
    return original;
  }
  return add(world, place, about, wish, content);
}

function add(
  world: World,
  place: Conversation,
  about: ResponseUrl,
  wish: Record<string, unknown>,
  content: ReturnType<typeof readContent>,
): Message {
  const everybody = wish.response_type === 'in_channel';
  const thread = typeof wish.thread_ts === 'string' ? wish.thread_ts : null;
  const user = requireApp(world).botUser;
  const draft = { ...content, user, byApp: true, thread, onlyFor: everybody ? null : about.user };
  const message = addMessage(world, place, draft);
  // After a command there was no message to act upon: the first answer becomes the original.
  about.ts ??= message.ts;
  return message;
}
