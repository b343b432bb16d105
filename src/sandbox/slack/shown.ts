/** All that Slack shows, as plain JSON: for drawing, and for the assertions of tests. */
export type ShownSlack = {
  team: { id: string; name: string; domain: string };
  users: ShownUser[];
  /** In the order they were made. */
  channels: ShownChannel[];
  /** Direct conversations, in the order they were opened. */
  directs: ShownDirect[];
  /** The modals that people have open, uppermost last. */
  modals: ShownView[];
  /** The App Home of each person for whom one was published. */
  homes: ShownView[];
};

export type ShownUser = {
  id: string;
  name: string;
  realName: string;
  email: string | null;
  timezone: string;
  deleted: boolean;
  bot: boolean;
};

export type ShownChannel = {
  id: string;
  /** Without `#`. */
  name: string;
  private: boolean;
  archived: boolean;
  /** Shared with another workspace. */
  external: boolean;
  /** User ids. */
  members: string[];
  bookmarks: { id: string; title: string; link: string }[];
  /** Oldest first; those in threads stand behind the message they answer, with its `ts` in `thread`. */
  messages: ShownMessage[];
};

/** `with`: the user id of the person whom the bot talks with. */
export type ShownDirect = { id: string; with: string; messages: ShownMessage[] };

export type ShownMessage = {
  ts: string;
  /** User id of who wrote it. */
  user: string;
  text: string;
  /** As the app sent them, checked against Slack's rules. */
  blocks: Block[];
  thread: string | null;
  edited: boolean;
  /** Shown to this user id alone; null: to everybody in the conversation. */
  onlyFor: string | null;
  metadata: { event_type: string; event_payload: Record<string, unknown> } | null;
  /** What the app shows below links of the message; left out when nothing. */
  unfurls?: { url: string; blocks: Block[] }[];
  /** Uploaded files; left out when none. */
  files?: { id: string; title: string }[];
};

export type ShownView = {
  id: string;
  user: string;
  type: 'modal' | 'home';
  title: string | null;
  blocks: Block[];
  submit: string | null;
  close: string | null;
};

/** A block of Block Kit, as JSON. */
export type Block = { type: string } & Record<string, unknown>;
