/** A conversation as Slack describes it. `external`: people of other workspaces can read it. */
export type ChannelFacts = {
  id: string;
  name: string;
  archived: boolean;
  private: boolean;
  member: boolean;
  external: boolean;
};

/** `timezone` is an IANA name where Slack tells one. `ours`: a full member of our own workspace. */
export type SlackUser = {
  id: string;
  name: string;
  deleted: boolean;
  bot: boolean;
  ours: boolean;
  timezone: string | null;
};
