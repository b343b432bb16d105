import type { Block, ShownChannel, ShownMessage, ShownSlack, ShownUser, ShownView } from './shown.ts';

/** What the double offers to tests and to the sandbox page. Started by `startSlackDouble` in `start.ts`. */
export type SlackDouble = {
  /** `http://127.0.0.1:PORT/api/`: what `SLACK_API_URL` takes. */
  apiUrl: string;
  /** Where permalinks lead: `http://127.0.0.1:PORT`. */
  url: string;
  close(): Promise<void>;

  addUser(draft: {
    name: string;
    realName?: string;
    email?: string | null;
    timezone?: string;
    deleted?: boolean;
    /** Of another workspace, in a shared channel. */
    foreign?: boolean;
    doNotDisturb?: { startsAt: Date; endsAt: Date };
  }): ShownUser;
  /** `members` are names of users. */
  addChannel(draft: {
    name: string;
    private?: boolean;
    archived?: boolean;
    external?: boolean;
    members?: string[];
  }): ShownChannel;
  /**
   * Installs the app, of which there is one; the bot user, `incident-review` unless it is named, is made with it.
   * Both tabs are on unless switched off. With events the request URL is checked at once, as Slack does.
   */
  installApp(draft: {
    botToken: string;
    /** Granted scopes. */
    scopes: string[];
    botName?: string;
    signingSecret?: string;
    /** Where commands, clicks, submissions and events are sent to over HTTP. */
    requestUrl?: string;
    /** `xapp-…`: Socket Mode. */
    appToken?: string;
    commands?: { command: string; shouldEscape: boolean }[];
    messagesTab?: boolean;
    homeTab?: boolean;
    unfurlDomains?: string[];
    events?: string[];
  }): { botUser: ShownUser; botId: string; appId: string };
  /** Changes an installed app: its scopes, request URL or token; revokes the token, deactivates the bot. */
  configureApp(change: {
    botToken?: string;
    scopes?: string[];
    requestUrl?: string;
    revoked?: boolean;
    deactivated?: boolean;
    messagesTab?: boolean;
    homeTab?: boolean;
  }): void;

  /** Acts as somebody in Slack. */
  as(name: string): SlackPerson;

  snapshot(): ShownSlack;
  /** By name, without `#`. Throws when there is none. */
  channel(name: string): ShownChannel;
  /** What the bot and this person wrote to each other. */
  directWith(name: string): ShownMessage[];
  onChange(listener: () => void): () => void;

  /** Calls of methods since the start or the last `forgetRequests`, in order of arrival; the latest 10,000. */
  requests: readonly SlackRequest[];
  forgetRequests(): void;
  /**
   * Called with each call as soon as it is read, before anything is done; what comes through a response URL has
   * the method `response_url`. Returns the way out.
   */
  onRequest(listener: (request: SlackRequest) => void): () => void;
  /** Everything sent to the app, with what it answered; the latest 10,000. */
  deliveries: readonly SlackDelivery[];
  journal: { unforeseen: { what: string; where: string }[] };
  assertNothingUnforeseen(): void;
  /** Sends again what is due by now, and resolves when nothing is under way to the app. */
  settled(): Promise<void>;
  /** Asks the app's Socket Mode connections to come again, as Slack does every few hours. */
  refreshSockets(): void;

  faults: SlackFaults;
};

export type SlackRequest = {
  method: string;
  args: Record<string, unknown>;
  /** What was answered; null when nothing was. */
  answer: { status: number; ok: boolean; error: string | null } | null;
};

/** `response`: what the app posted to a response URL, and what that answered. */
export type SlackDelivery = {
  kind: 'command' | 'interaction' | 'event' | 'response';
  over: 'http' | 'socket';
  /** null: no answer, or not yet. Over a socket 200 stands for an acknowledgement. */
  status: number | null;
  /** What was sent, decoded. */
  body: unknown;
  /** What was answered: JSON decoded, other text as it is; null when nothing was. */
  answer: unknown;
};

export type SlackPerson = {
  /** Types `/incident-review help` in a channel (name without `#`) or in the direct conversation (null). */
  command(command: string, text: string, where: string | null): Promise<CommandAnswer>;
  /**
   * Clicks a button or chooses from a menu. `label` is what stands on it; where the same words stand several
   * times, the button's `action_id`.
   */
  click(message: { conversation: string; ts: string }, label: string): Promise<void>;
  /** The same in the person's uppermost modal or App Home. */
  clickInView(view: ShownView, label: string): Promise<void>;
  /** Fills in the uppermost modal, by block id, and submits it. The errors that the app answered with, by block id. */
  submit(values: Record<string, unknown>): Promise<{ errors: Record<string, string> }>;
  closeModal(): Promise<void>;
  openHome(): Promise<void>;
  /** Writes a message in a channel, or to the bot as `@name`. Links of registered domains are told to the app. */
  say(where: string, text: string): Promise<ShownMessage>;
  createChannel(name: string, options?: { private?: boolean }): ShownChannel;
  archive(channel: string): void;
  unarchive(channel: string): void;
  /** Lets the people of another company into a channel. */
  share(channel: string): void;
  invite(channel: string, name: string): void;
  /** Takes somebody, the bot for example, out of a channel. */
  remove(channel: string, name: string): void;
};

/** What the person saw at once; more may come through the response URL. `status` is 0 when nothing was answered. */
export type CommandAnswer = { status: number; text: string | null; blocks: Block[] };

/**
 * `429` with `Retry-After`; `503-before`/`503-after` the work; `drop-…` breaks the connection; `hang…` never answers;
 * `error` answers `ok: false` with `error`.
 */
export type SlackFault = {
  kind: '429' | '503-before' | '503-after' | 'drop-before' | 'drop-after' | 'hang' | 'hang-after' | 'error';
  /** Any method when left out. */
  method?: string;
  /** Only calls whose `channel` argument names this one (id or name). */
  channel?: string;
  /** How often it strikes; once when left out, for ever with `Infinity`. */
  times?: number;
  probability?: number;
  /** Seconds of a `429`; 1 when left out. */
  retryAfterSeconds?: number;
  error?: string;
};

export type SlackFaults = {
  next(fault: SlackFault): void;
  /** Messages per second and channel; more are answered with 429. 0 switches the limit off. */
  limitPosts(perSecondAndChannel: number): void;
  /** Refuses all connections, or answers again. */
  down(isDown: boolean): void;
  clear(): void;
};

export type SlackDoubleOptions = {
  now: () => Date;
  /** A free one when left out. */
  port?: number;
  seed?: number;
  team?: { name: string; domain: string };
  /** The double listens here for people too: what stands at a permalink. Nothing when left out. */
  pages?: (path: string) => { status: number; type: string; body: string } | null;
};
