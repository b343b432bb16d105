import { z } from 'zod';
import type { Search, Slack } from '../../ports/slack.ts';
import type { Call } from './call.ts';
import type { ChannelCalls } from './channels.ts';
import { isRefusal } from './failure.ts';

const eventType = 'incident_review';

/** What lets us see a message again. Everybody in the workspace can read it: a key, and nothing else. */
export function metadataOf(key: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: eventType, event_payload: { key } };
}

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

/** Not ours to read: no scope for it, no such channel, or a private one. */
const closedToUs = [
  'missing_scope',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
];

/** Looks through the history of a channel for the message that carries a key. */
export function findCall(call: Call, { list, ensureJoined }: ChannelCalls): Slack['find'] {
  const search = async (channel: string, key: string, oldest: string): Promise<Search> => {
    let cursor = '';
    for (let page = 0; page < mostPages; page += 1) {
      const args = { channel, oldest, inclusive: true, include_all_metadata: true, limit: pageSize };
      const { messages, response_metadata } = await call(
        'conversations.history',
        { ...args, ...(cursor === '' ? {} : { cursor }) },
        History,
      );
      const ours = messages.find(
        ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key,
      );
      if (ours) return { found: { channel, ts: ours.ts } };
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') return 'not-there';
    }
    return 'may-not-look';
  };
  return async (place, key, since) => {
    const oldest = String(Math.floor(Date.parse(since) / 1_000));
    try {
      const channel = await idOf(place, list);
      if (channel === null) return 'may-not-look';
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

/** Messages can be posted to a name, but history is read by id alone. */
async function idOf(place: string, list: ChannelCalls['list']): Promise<string | null> {
  if (!place.startsWith('#')) return place;
  const named = (channel: { name: string }) => channel.name === place.slice(1);
  return (await list(named)).find(named)?.id ?? null;
}
