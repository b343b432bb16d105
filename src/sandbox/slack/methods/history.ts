import { messageAnswer } from '../answers/message.ts';
import { type Call, method } from '../http/method.ts';
import { page } from '../http/pages.ts';
import { Refusal } from '../http/refusal.ts';
import {
  ALL_HISTORY_SCOPES,
  HISTORY_SCOPES,
  requireConversation,
  requireKindScope,
} from '../rules/conversations.ts';
import type { Conversation, Message } from '../state.ts';

const FIELDS = {
  channel: 'string',
  cursor: 'string',
  limit: 'integer',
  oldest: 'string',
  latest: 'string',
  inclusive: 'boolean',
  include_all_metadata: 'boolean',
} as const;

type Asked = {
  cursor?: string;
  limit?: number;
  oldest?: string;
  latest?: string;
  inclusive?: boolean;
  include_all_metadata?: boolean;
};

/** Newest first, without replies. What only one person sees is in no history. */
export const conversationsHistory = method({
  name: 'conversations.history',
  json: true,
  scopes: ALL_HISTORY_SCOPES,
  errors: ['channel_not_found', 'invalid_cursor', 'invalid_ts_latest', 'invalid_ts_oldest', 'not_in_channel'],
  fields: FIELDS,
  required: ['channel'],
  answer(call, args) {
    const place = readable(call, args.channel);
    const within = requirePeriod(args);
    const all = place.messages.filter((one) => one.onlyFor === null && one.thread === null && within(one.ts));
    return listed(call, place, all.toReversed(), args);
  },
});

/** A message and the replies to it, oldest first. */
export const conversationsReplies = method({
  name: 'conversations.replies',
  scopes: ALL_HISTORY_SCOPES,
  errors: [
    'channel_not_found',
    'invalid_cursor',
    'invalid_ts_latest',
    'invalid_ts_oldest',
    'thread_not_found',
  ],
  fields: { ...FIELDS, ts: 'string' },
  required: ['channel', 'ts'],
  answer(call, args) {
    const place = readable(call, args.channel, 'channel_not_found');
    const named = place.messages.find(({ ts, onlyFor }) => ts === args.ts && onlyFor === null);
    if (!named) throw new Refusal('thread_not_found');
    const top = named.thread ?? named.ts;
    const within = requirePeriod(args);
    const thread = place.messages.filter(
      (one) => one.onlyFor === null && (one.ts === top || (one.thread === top && within(one.ts))),
    );
    return listed(call, place, thread, args);
  },
});

/** Bots read only where they are in; who was in a channel when it was archived still reads it. */
function readable({ world, app, bot }: Call, id: string, refusal = 'not_in_channel'): Conversation {
  const place = requireConversation(world, bot, id);
  requireKindScope(app, place, HISTORY_SCOPES);
  if (place.kind === 'channel' && !place.members.has(bot.id)) throw new Refusal(refusal);
  return place;
}

/** Whether a message lies between `oldest` and `latest`; those themselves only with `inclusive`. */
function requirePeriod({ oldest = '0', latest, inclusive = false }: Asked): (ts: string) => boolean {
  const from = microseconds(oldest, 'invalid_ts_oldest');
  const to = latest === undefined ? null : microseconds(latest, 'invalid_ts_latest');
  return (ts) => {
    const at = microseconds(ts, 'invalid_ts_latest');
    if (inclusive) return at >= from && (to === null || at <= to);
    return at > from && (to === null || at < to);
  };
}

/** `ts` as a whole number: six digits behind the point do not fit where doubles are compared. */
function microseconds(ts: string, refusal: string): number {
  const [, seconds, rest = ''] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(ts) ?? [];
  if (seconds === undefined) throw new Refusal(refusal);
  return Number(seconds) * 1_000_000 + Number(rest.padEnd(6, '0'));
}

function listed({ world }: Call, place: Conversation, all: Message[], args: Asked): Record<string, unknown> {
  const { items, next } = page(all, args);
  const shows = { metadata: args.include_all_metadata === true };
  return {
    messages: items.map((message) => messageAnswer(world, place, message, shows)),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}
