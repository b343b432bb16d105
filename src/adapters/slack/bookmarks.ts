import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { Slack } from '../../ports/slack.ts';
import type { Call } from './call.ts';
import { isRefusal } from './failure.ts';

const Bookmarks = z.object({ bookmarks: z.array(z.object({ id: z.string(), link: z.string().nullish() })) });
const Added = z.object({ bookmark: z.object({ id: z.string() }) });
const Ok = z.object({ ok: z.literal(true) });

/** What Slack says of a channel that the bot is not in; it does not say it plainly. */
const notAsMember = ['not_in_channel', 'channel_not_found', 'permission_denied', 'access_denied'];

/** Bookmarks have no key of their own: the link is what tells ours. */
export function bookmarkCalls(
  call: Call,
  ensureJoined: Slack['ensureJoined'],
): Pick<Slack, 'ensureBookmark' | 'ensureNoBookmark'> {
  const asMember = async <T>(channel: string, act: () => Promise<T>): Promise<T | 'may-not'> => {
    try {
      try {
        return await act();
      } catch (failure) {
        if (!isRefusal(failure, notAsMember)) throw failure;
        await ensureJoined(channel);
        return await act();
      }
    } catch (failure) {
      if (isRefusal(failure, ['missing_scope', 'is_archived', ...notAsMember])) return 'may-not';
      throw failure;
    }
  };
  return {
    ensureBookmark: (channel, { title, link }) =>
      asMember(channel, async () => {
        const { bookmarks } = await call('bookmarks.list', { channel_id: channel }, Bookmarks);
        const known = bookmarks.find((bookmark) => bookmark.link === link);
        if (known) return { id: known.id };
        const { bookmark } = await call(
          'bookmarks.add',
          { channel_id: channel, title, type: 'link', link },
          Added,
        );
        return { id: bookmark.id };
      }),
    async ensureNoBookmark(channel, { id, link }) {
      const removed = await asMember(channel, async () => {
        const { bookmarks } = await call('bookmarks.list', { channel_id: channel }, Bookmarks);
        const ours = bookmarks.filter((one) => one.id === id || (link !== null && one.link === link));
        for (const one of ours) {
          await call('bookmarks.remove', { channel_id: channel, bookmark_id: one.id }, Ok);
        }
        return ours.length === 0 ? 'already-gone' : 'removed';
      });
      if (removed === 'may-not') throw new Problem('slack-closed', 'the bot may not remove bookmarks there');
      return removed;
    },
  };
}
