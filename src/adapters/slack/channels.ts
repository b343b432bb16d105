import { z } from 'zod';
import { remember } from '../../domain/remember.ts';
import type { ChannelFacts, Slack } from '../../ports/slack.ts';
import type { Call } from './call.ts';
import { isRefusal } from './failure.ts';

/** `formerNames`: a channel may have been renamed after something was said in it. */
export type Listed = ChannelFacts & { formerNames: string[] };

const Channel = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    previous_names: z.array(z.string()).optional(),
    is_archived: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  })
  .transform(
    (channel): Listed => ({
      id: channel.id,
      name: channel.name ?? channel.id,
      formerNames: channel.previous_names ?? [],
      archived: channel.is_archived === true,
      private: channel.is_private === true,
      member: channel.is_member === true,
      external: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
    }),
  );

const Info = z.object({ channel: Channel });
const Joined = z.object({ warning: z.string().optional() });
const Page = z.object({
  channels: z.array(Channel),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export type ChannelCalls = Pick<Slack, 'channel' | 'channelNamed' | 'ensureJoined'> & {
  /** All channels that the bot can see, archived ones included, up to so many pages; `complete`: there are no more. */
  list(mostPages: number): Promise<{ channels: Listed[]; complete: boolean }>;
};

/** Slack promises at most 1,000 in one page, and gives fewer as it likes. */
const pageSize = 1_000;
/** Twenty calls a minute are allowed (tier 2): a larger workspace is not searched for each announcement. */
const pagesForOneName = 5;
/** What was found may be archived meanwhile, which posting tells; what was not found may have been made. */
const foundKeptMs = 60_000;
const missingKeptMs = 5_000;

export function channelCalls(call: Call, now: () => number): ChannelCalls {
  const list: ChannelCalls['list'] = async (mostPages) => {
    const channels: Listed[] = [];
    let cursor = '';
    for (let page = 0; page < mostPages; page += 1) {
      const args = { types: 'public_channel,private_channel', exclude_archived: false, limit: pageSize };
      const found = await call('conversations.list', { ...args, ...(cursor === '' ? {} : { cursor }) }, Page);
      channels.push(...found.channels);
      cursor = found.response_metadata?.next_cursor ?? '';
      if (cursor === '') return { channels, complete: true };
    }
    return { channels, complete: false };
  };

  const listed = remember({ ttlMs: missingKeptMs, now }, (_: 'all') => list(pagesForOneName));
  let found = { atMs: Number.NEGATIVE_INFINITY, byName: new Map<string, ChannelFacts>() };

  return {
    list,
    async channel(id) {
      try {
        return (await call('conversations.info', { channel: id }, Info)).channel;
      } catch (failure) {
        if (isRefusal(failure, ['channel_not_found'])) return null;
        throw failure;
      }
    },
    async channelNamed(hashed) {
      const name = hashed.replace(/^#/, '');
      const ageMs = now() - found.atMs;
      const kept = ageMs >= 0 && ageMs < foundKeptMs ? found.byName.get(name) : undefined;
      if (kept) return kept;
      const { channels, complete } = await listed('all');
      found = { atMs: now(), byName: new Map(channels.map((channel) => [channel.name, channel])) };
      return found.byName.get(name) ?? (complete ? null : 'too-many');
    },
    async ensureJoined(channel) {
      const { warning } = await call('conversations.join', { channel }, Joined);
      return warning === 'already_in_channel' ? 'already-in' : 'joined';
    },
  };
}
