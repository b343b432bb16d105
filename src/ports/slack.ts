import type { Message } from '../domain/message.ts';
import type { ChannelFacts, SlackUser } from '../domain/slack-facts.ts';
import type { Instant } from '../domain/words.ts';

export type { ChannelFacts, SlackUser };

/** Where a message stands. `channel` is Slack's id, also of a direct conversation (`D…`); `ts` names the message there. */
export type Posted = { channel: string; ts: string };

/** What came of looking for a message whose fate is unknown. */
export type Search = { found: Posted } | 'not-there' | 'may-not-look';

/**
 * What we need from Slack. Each call has a deadline and is made once: nothing is tried again inside, for
 * Slack has no key that would make a write safe to repeat. Every failure is a `Problem`; one with
 * `outcome: 'unknown'` after a post means that the message may stand there.
 */
export interface Slack {
  /** Resolves when Slack accepts our token. */
  checkToken(): Promise<void>;
  /**
   * Posts a message. `to`: an id (`C…`, `G…`, `D…`) or a name with `#`. `key` goes along as metadata, where
   * everybody in the workspace can read it, and lets `find` see it again.
   */
  post(to: string, message: Message, key: string): Promise<Posted>;
  /** Looks for the message with this key among those posted since a moment. */
  find(channel: string, key: string, since: Instant): Promise<Search>;
  permalink(posted: Posted): Promise<string>;
  /** Ensures that a message of ours is gone. */
  ensureDeleted(posted: Posted): Promise<'deleted' | 'already-gone'>;

  /** null: there is none, or it is private and we are not in it. */
  channel(id: string): Promise<ChannelFacts | null>;
  /** By its name with `#`. `too-many`: so large a workspace is not searched. What is found is kept for a minute. */
  channelNamed(name: string): Promise<ChannelFacts | null | 'too-many'>;
  /** Ensures that we are in a public channel. */
  ensureJoined(channel: string): Promise<'joined' | 'already-in'>;
  /** The conversation with one person. */
  openDirect(user: string): Promise<string>;
  /** null: nobody has this id, or we may not see them. Kept for ten minutes, as is `userByEmail`. */
  user(id: string): Promise<SlackUser | null>;
  /** null: nobody has this address. */
  userByEmail(email: string): Promise<SlackUser | null>;
  /**
   * Ensures a bookmark to `link`, and says which it is. `may-not`: the scope is missing, or the channel does not
   * let us.
   */
  ensureBookmark(
    channel: string,
    bookmark: { title: string; link: string },
  ): Promise<{ id: string } | 'may-not'>;
  /** Ensures that no bookmark has this id or leads there; a `slack-closed` where we may not. */
  ensureNoBookmark(
    channel: string,
    bookmark: { id: string | null; link: string | null },
  ): Promise<'removed' | 'already-gone'>;
}
