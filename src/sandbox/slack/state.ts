import type { Block } from './shown.ts';

/** What Slack remembers, as far as an app can see it. Ids are Slack's: `T…`, `U…`, `B…`, `A…`, `C…`, `D…`, `V…`, `F…`. */
export type Db = {
  team: { id: string; name: string; domain: string };
  /** Another workspace, with which channels may be shared. */
  foreignTeamId: string;
  users: Map<string, User>;
  /** Channels and direct conversations, in the order they came to be. */
  conversations: Map<string, Conversation>;
  app: App | null;
  views: Map<string, View>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  uploads: Map<string, Upload>;
};

export type User = {
  id: string;
  name: string;
  realName: string;
  email: string | null;
  timezone: string;
  deleted: boolean;
  bot: boolean;
  foreign: boolean;
  doNotDisturb: { startsAt: Date; endsAt: Date } | null;
  updatedMs: number;
};

export type Channel = {
  kind: 'channel';
  id: string;
  name: string;
  private: boolean;
  archived: boolean;
  external: boolean;
  creator: string;
  createdMs: number;
  /** User ids. */
  members: Set<string>;
  bookmarks: Bookmark[];
  /** In the order of their `ts`. */
  messages: Message[];
};

/** What the bot and one person write to each other. */
export type Direct = { kind: 'direct'; id: string; with: string; createdMs: number; messages: Message[] };

export type Conversation = Channel | Direct;

export type Metadata = { event_type: string; event_payload: Record<string, unknown> };

export type Message = {
  ts: string;
  user: string;
  /** Whether the app wrote it: then it carries the app's ids, and the app may change it. */
  byApp: boolean;
  text: string;
  blocks: Block[];
  attachments: unknown[];
  thread: string | null;
  editedTs: string | null;
  onlyFor: string | null;
  metadata: Metadata | null;
  unfurls: { url: string; blocks: Block[] }[];
  files: { id: string; title: string }[];
};

export type Bookmark = { id: string; title: string; link: string; emoji: string; createdMs: number };

export type View = {
  id: string;
  user: string;
  type: 'modal' | 'home';
  /** As the app sent it, checked; `blocks` have their ids. */
  content: ViewContent;
  hash: string;
  rootId: string;
  previousId: string | null;
};

export type ViewContent = {
  title: string | null;
  submit: string | null;
  close: string | null;
  blocks: Block[];
  privateMetadata: string;
  callbackId: string;
  externalId: string;
  clearOnClose: boolean;
  notifyOnClose: boolean;
};

export type Trigger = { user: string; madeMs: number; used: boolean };

/** Where an app may answer to one act of one person, five times within half an hour. */
export type ResponseUrl = {
  conversation: string;
  user: string;
  /** The message that was acted on; null after a command. */
  ts: string | null;
  madeMs: number;
  uses: number;
};

export type Upload = { fileId: string; name: string; length: number; received: number | null };

export type App = {
  id: string;
  botId: string;
  botUser: string;
  botToken: string;
  appToken: string | null;
  scopes: string[];
  revoked: boolean;
  signingSecret: string;
  requestUrl: string | null;
  commands: { command: string; shouldEscape: boolean }[];
  messagesTab: boolean;
  homeTab: boolean;
  unfurlDomains: string[];
  events: string[];
};
