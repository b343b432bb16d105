import { z } from 'zod';
import type { Slack } from '../../ports/slack.ts';
import type { Call } from './call.ts';
import { isRefusal } from './failure.ts';

const Bookmarks = z.object({ bookmarks: z.array(z.object({ link: z.string().nullish() })) });
const Added = z.object({ bookmark: z.object({ id: z.string() }) });

/** What Slack says of a channel that the bot is not in; it does not say it plainly. */
const notAsMember = ['not_in_channel', 'channel_not_found', 'permission_denied', 'access_denied'];

/** Bookmarks have no key of their own: the link is what tells ours. */
export function bookmarkCall(call: Call, ensureJoined: Slack['ensureJoined']): Slack['ensureBookmark'] {
  const add = async (channel: string, { title, link }: { title: string; link: string }) => {
    const { bookmarks } = await call('bookmarks.list', { channel_id: channel }, Bookmarks);
    if (bookmarks.some((bookmark) => bookmark.link === link)) return 'already-there';
    await call('bookmarks.add', { channel_id: channel, title, type: 'link', link }, Added);
    return 'added';
  };
  return async (channel, bookmark) => {
    try {
      try {
        return await add(channel, bookmark);
      } catch (failure) {
        if (!isRefusal(failure, notAsMember)) throw failure;
        await ensureJoined(channel);
        return await add(channel, bookmark);
      }
    } catch (failure) {
      if (isRefusal(failure, ['missing_scope', 'permission_denied', 'access_denied'])) return 'may-not';
      throw failure;
    }
  };
}
