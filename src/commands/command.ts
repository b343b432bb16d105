import type { Message } from '../domain/message.ts';

/** Who asks, and what stands behind the word. `user` and `channel` are Slack's ids. */
export type CommandRequest = { text: string; user: string; channel: string };

/** What commands work with. */
export type CommandDeps = {
  /** The command as people type it, `/incident-review`. */
  name: string;
  /** All there are, in the order in which help shows them. */
  commands: readonly SlackCommand[];
};

/** One word that people may type behind the command. What it answers is for the caller alone. */
export type SlackCommand = {
  word: string;
  /** What may follow the word, such as `REF @user`; empty: nothing. */
  usage: string;
  /** What it does, as one line of the help. */
  summary: string;
  run(request: CommandRequest, deps: CommandDeps): Promise<Message>;
};
