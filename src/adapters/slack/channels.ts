import { z } from 'zod';
import type { ChannelFacts, Slack } from '../../ports/slack.ts';
import type { Call } from './call.ts';
import { isRefusal } from './failure.ts';

const Channel = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    is_archived: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  })
  .transform(
    (channel): ChannelFacts => ({
      id: channel.id,
      name: channel.name ?? channel.id,
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

export type ChannelCalls = Pick<Slack, 'channel' | 'ensureJoined'> & {
  /** All channels that the bot can see, archived ones included, page by page until `enough`. */
  list(enough: (channel: ChannelFacts) => boolean): Promise<ChannelFacts[]>;
};

/** Slack promises at most 1,000 in one page, and gives fewer as it likes. */
const pageSize = 1_000;

export function channelCalls(call: Call): ChannelCalls {
  return {
    async channel(id) {
      try {
        return (await call('conversations.info', { channel: id }, Info)).channel;
      } catch (failure) {
        if (isRefusal(failure, ['channel_not_found'])) return null;
        throw failure;
      }
    },
    async ensureJoined(channel) {
      const { warning } = await call('conversations.join', { channel }, Joined);
      return warning === 'already_in_channel' ? 'already-in' : 'joined';
    },
    async list(enough) {
      const found: ChannelFacts[] = [];
      let cursor = '';
      do {
        const args = { types: 'public_channel,private_channel', exclude_archived: false, limit: pageSize };
        const page = await call(
          'conversations.list',
          { ...args, ...(cursor === '' ? {} : { cursor }) },
          Page,
        );
        found.push(...page.channels);
        if (page.channels.some(enough)) break;
        cursor = page.response_metadata?.next_cursor ?? '';
      } while (cursor !== '');
      return found;
    },
  };
}
