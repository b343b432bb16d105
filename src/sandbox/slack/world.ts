import type { Random } from '../gitlab/random.ts';
import type { App, Channel, Conversation, Db, Direct, Message, User } from './state.ts';

export type Journal = { unforeseen: { what: string; where: string }[] };

export type World = {
  db: Db;
  journal: Journal;
  random: Random;
  now(): Date;
  /** Base address without a slash at the end; known once the server listens. */
  url: string;
  /** Called after every change of what people can see. */
  changed(): void;
  /** A `ts` that is later than all before it. */
  nextTs(): string;
};

/** Something that people could not do either: an error of the test. */
export function requireUser(world: World, name: string): User {
  const user = [...world.db.users.values()].find((one) => one.name === name);
  if (!user) throw new Error(`the Slack double has no user ${name}`);
  return user;
}

export function requireChannel(world: World, name: string): Channel {
  const channel = channelByName(world.db, name);
  if (!channel) throw new Error(`the Slack double has no channel ${name}`);
  return channel;
}

export function requireApp(world: World): App {
  if (!world.db.app) throw new Error('no app is installed in the Slack double');
  return world.db.app;
}

export function userById(db: Db, id: string): User {
  const user = db.users.get(id);
  if (!user) throw new Error(`the Slack double lost user ${id}`);
  return user;
}

export function channels(db: Db): Channel[] {
  return [...db.conversations.values()].filter((one) => one.kind === 'channel');
}

export function directs(db: Db): Direct[] {
  return [...db.conversations.values()].filter((one) => one.kind === 'direct');
}

export function channelByName(db: Db, name: string): Channel | undefined {
  return channels(db).find((channel) => channel.name === name);
}

export function directWith(db: Db, user: string): Direct | undefined {
  return directs(db).find((direct) => direct.with === user);
}

export function messageAt(conversation: Conversation, ts: string): Message | undefined {
  return conversation.messages.find((message) => message.ts === ts);
}
