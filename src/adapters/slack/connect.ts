import { z } from 'zod';
import { remember } from '../../domain/remember.ts';
import type { Posted, Slack, SlackUser } from '../../ports/slack.ts';
import { toBlocks } from './blocks.ts';
import { bookmarkCalls } from './bookmarks.ts';
import { type CallerOptions, createCaller } from './call.ts';
import { channelCalls } from './channels.ts';
import { isRefusal } from './failure.ts';
import { findCall } from './find.ts';
import { inTurn } from './in-turn.ts';
import { markWith } from './mark.ts';

const Ok = z.object({ ok: z.literal(true) });
const PostedAnswer = z.object({ channel: z.string(), ts: z.string() });
const Permalink = z.object({ permalink: z.string() });
const Opened = z.object({ channel: z.object({ id: z.string() }) });
const Team = z.object({ team_id: z.string() });
const User = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    team_id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
    tz: z.string().optional(),
  }),
});

/** Fifty lookups a minute are allowed (tier 3), and a thousand announcements name few people. */
const peopleKeptMs = 10 * 60_000;

/** `markSecret`: what messages are marked with, so that they are found again (`mark.ts`). */
export type SlackOptions = CallerOptions & { markSecret: string; now: () => number };

/** Slack through its Web API, for one bot token. Sends nothing by itself; every failure is a `Problem`. */
export function connectSlack({ now, markSecret, ...options }: SlackOptions): Slack {
  const call = inTurn(createCaller(options), now);
  const channels = channelCalls(call, now);
  const mark = markWith(markSecret);
  let ourTeam: string | null = null;

  async function toUser({ user }: z.infer<typeof User>): Promise<SlackUser> {
    ourTeam ??= (await call('auth.test', {}, Team)).team_id;
    const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
    const guest = user.is_restricted === true || user.is_ultra_restricted === true;
    return {
      id: user.id,
      name: user.name,
      deleted: user.deleted === true,
      bot: user.is_bot === true,
      ours: user.is_stranger !== true && !guest && teams.includes(ourTeam),
      timezone: user.tz ?? null,
    };
  }

  const user = remember({ ttlMs: peopleKeptMs, now }, (id: string) =>
    orNull(['user_not_found', 'user_not_visible'], async () =>
      toUser(await call('users.info', { user: id }, User)),
    ),
  );
  const userByEmail = remember({ ttlMs: peopleKeptMs, now }, (email: string) =>
    orNull(['users_not_found'], async () => toUser(await call('users.lookupByEmail', { email }, User))),
  );

  return {
    channel: channels.channel,
    channelNamed: channels.channelNamed,
    ensureJoined: channels.ensureJoined,
    checkToken: async () => {
      ourTeam = (await call('auth.test', {}, Team)).team_id;
    },
    find: findCall(call, channels, mark),
    ...bookmarkCalls(call, channels.ensureJoined),
    async post(to, message, key): Promise<Posted> {
      const { channel, ts } = await call(
        'chat.postMessage',
        {
          channel: to,
          ...toBlocks(message),
          metadata: mark(key),
          unfurl_links: false,
          unfurl_media: false,
        },
        PostedAnswer,
      );
      return { channel, ts };
    },
    permalink: async ({ channel, ts }) =>
      (await call('chat.getPermalink', { channel, message_ts: ts }, Permalink)).permalink,
    async ensureDeleted({ channel, ts }) {
      try {
        await call('chat.delete', { channel, ts }, Ok);
        return 'deleted';
      } catch (failure) {
        if (isRefusal(failure, ['message_not_found'])) return 'already-gone';
        throw failure;
      }
    },
    openDirect: async (user) =>
      (await call('conversations.open', { users: user }, Ok.and(Opened))).channel.id,
    user,
    userByEmail,
  };
}

/** null where Slack says one of these words. */
async function orNull<T>(errors: string[], ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (failure) {
    if (isRefusal(failure, errors)) return null;
    throw failure;
  }
}
