import { z } from 'zod';
import type { Search, Slack } from '../../ports/slack.ts';
import type { Call } from './call.ts';
import type { ChannelCalls } from './channels.ts';
import { isRefusal } from './failure.ts';
import { eventType, type Mark } from './mark.ts';

const History = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({
          event_type: z.string(),
          event_payload: z.object({ key: z.unknown() }).catch({ key: null }),
        })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const pageSize = 200;
/** Beyond it the channel is busier than a lookup is worth. */
const mostPages = 10;
/** In a workspace with more channels nobody can say that one is not there. */
const mostChannelPages = 20;

/** Not ours to read: no scope for it, no such channel, or one that an administrator closed to the bot. */
const closedToUs = [
  'missing_scope',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'channel_is_limited_access',
  'access_denied',
  'accesslimited',
  'no_permission',
  'method_not_supported_for_channel_type',
];

/** Looks through the history of a channel for the message that carries a key. */
export function findCall(call: Call, { list, ensureJoined }: ChannelCalls, mark: Mark): Slack['find'] {
  const search = async (channel: string, key: string, oldest: string): Promise<Search> => {
    const ours = mark(key).event_payload.key;
    let cursor = '';
    for (let page = 0; page < mostPages; page += 1) {
      const args = { channel, oldest, inclusive: true, include_all_metadata: true, limit: pageSize };
      const { messages, response_metadata } = await call(
        'conversations.history',
        { ...args, ...(cursor === '' ? {} : { cursor }) },
        History,
      );
      const found = messages.find(
        ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === ours,
      );
      if (found) return { found: { channel, ts: found.ts } };
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') return 'not-there';
    }
    return 'may-not-look';
  };
  /** Messages can be posted to a name, but history is read by id alone. */
  const idOf = async (place: string): Promise<string | 'not-there' | 'may-not-look'> => {
    if (!place.startsWith('#')) return place;
    const name = place.slice(1);
    const { channels, complete } = await list(mostChannelPages);
    const found = channels.find((channel) => [channel.name, ...channel.formerNames].includes(name));
    // Where the bot sees no channel, it cannot have written anything.
    return found?.id ?? (complete ? 'not-there' : 'may-not-look');
  };
  return async (place, key, since) => {
    const oldest = String(Math.floor(Date.parse(since) / 1_000));
    try {
      const channel = await idOf(place);
      if (channel === 'not-there' || channel === 'may-not-look') return channel;
      try {
        return await search(channel, key, oldest);
      } catch (failure) {
        if (!isRefusal(failure, ['not_in_channel'])) throw failure;
        await ensureJoined(channel);
        return await search(channel, key, oldest);
      }
    } catch (failure) {
      if (isRefusal(failure, closedToUs)) return 'may-not-look';
      throw failure;
    }
  };
}
