import { Problem } from '../../../src/domain/problems.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Slack } from '../../../src/ports/slack.ts';

/** What becomes of one message: of what Slack takes and does not answer, it may be a while until it is seen. */
export const postFates = [
  'said',
  'said, but no answer',
  'said later, and no answer',
  'not taken, and no answer',
  'refused',
] as const;
export type PostFate = (typeof postFates)[number];

export type ModelSlack = {
  api: Slack;
  /** The fates of the next messages; after them all goes well. */
  next(fates: readonly PostFate[]): void;
  /** How often this message was said. */
  said(key: string): number;
  /** Messages of which an attempt ended without an answer. */
  unanswered: ReadonlySet<string>;
};

/** How long after the call a message may still appear. */
export const latestMs = 30_000;

/** One channel, to which all is said. `mayLook`: whether the bot may read there. */
export function modelSlack(clock: Clock, mayLook: boolean): ModelSlack {
  const messages: { key: string; seenAtMs: number }[] = [];
  const unanswered = new Set<string>();
  let fates: PostFate[] = [];
  const nobodyAsks = () => Promise.reject(new Error('nobody asks for this'));
  const nowMs = () => Date.parse(clock.now());
  const posted = (n: number) => ({ channel: 'C1', ts: String(n + 1) });
  const api: Slack = {
    post: async (_to, _message, key) => {
      const fate = fates.shift() ?? 'said';
      if (fate === 'refused') throw new Problem('slack-rate-limited', 'too many');
      if (fate !== 'not taken, and no answer') {
        messages.push({ key, seenAtMs: nowMs() + (fate === 'said later, and no answer' ? latestMs : 0) });
      }
      if (fate === 'said') return posted(messages.length - 1);
      unanswered.add(key);
      throw new Problem('slack-broken-off', 'no answer');
    },
    find: async (_channel, key) => {
      if (!mayLook) return 'may-not-look';
      const n = messages.findIndex((message) => message.key === key && message.seenAtMs <= nowMs());
      return n === -1 ? 'not-there' : { found: posted(n) };
    },
    channelNamed: async () => null,
    channel: nobodyAsks,
    checkToken: nobodyAsks,
    permalink: nobodyAsks,
    ensureDeleted: nobodyAsks,
    ensureJoined: nobodyAsks,
    openDirect: nobodyAsks,
    user: nobodyAsks,
    userByEmail: nobodyAsks,
    ensureBookmark: nobodyAsks,
    ensureNoBookmark: nobodyAsks,
  };
  return {
    api,
    next: (wished) => {
      fates = [...wished];
    },
    said: (key) => messages.filter((message) => message.key === key).length,
    unanswered,
  };
}
