import type { Announcement } from '../../domain/announcement.ts';
import { subjectOf } from '../../domain/decide/decision.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { Problem } from '../../domain/problems.ts';
import type { Review } from '../../domain/review.ts';
import type { Slack } from '../../ports/slack.ts';
import type { ClaimedIntent, Send } from '../../ports/storage.ts';
import { usernameOf } from '../announcement-place.ts';
import type { Deps } from '../deps.ts';
import { readNow } from '../read-now.ts';
import { earlierSend } from '../send-once.ts';
import { unreadableFor } from '../unreadable-for.ts';
import { bookmarked } from './bookmark-review.ts';
import type { Performer } from './performer.ts';
import { takeBackBookmark } from './take-back-bookmark.ts';
import { anonymous } from './tell-of-missing-dri.ts';

/**
 * Takes back all that Slack shows of a review which is confidential by now, but to those who may read it in GitLab
 * still: each message and bookmark on its own, so that one that cannot be taken back keeps no other. What is left
 * is parked with its place, for a person.
 */
export const retractMessages: Performer<'retract-messages'> = async ({ incident }, claimed, deps) => {
  const { slack, storage } = deps;
  if (!slack) return { note: 'Slack is off' };
  const row = await storage.reviewOf(incident);
  if (row && !isConfidential(row)) return { note: 'it is open to all again' };
  const left: Problem[] = [];
  const gone: string[] = [];
  const kept: string[] = [];
  const sends = await storage.sendsAbout(subjectOf(incident));
  for (const send of inOrder(sends)) {
    try {
      const mayStay = isDirect(send) && (await naming(send, () => mayBeRead(send, row, claimed, deps)));
      if (!mayStay) await takeBack(send, row, claimed, slack, deps);
      (mayStay ? kept : gone).push(send.place);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      left.push(error);
    }
  }
  const [first] = left;
  if (first) throw left.find(({ code }) => code !== 'slack-closed') ?? first;
  if (sends.length === 0 && row?.announcement?.outcome === 'unknown') throw forgotten(row.announcement);
  if (gone.length === 0) return { note: 'nothing was said that not everybody there may read' };
  return { event: { kind: 'messages.retracted', incident, kept }, note: gone.join(', ') };
};

/** What stands there was said by us, but whoever knew where is gone: only a person finds it. */
function forgotten({ because }: Announcement): Problem {
  return new Problem('slack-closed', `nobody knows where Slack shows a message about it: ${because}`);
}

/**
 * What may show something. First of all the messages that most can read; a bookmark shows no more than that there
 * is a review; and for what is direct GitLab has to be asked, which may be away.
 */
function inOrder(sends: Send[]): Send[] {
  const rank = (send: Send): number => (isDirect(send) ? 2 : send.via === bookmarked ? 1 : 0);
  return sends
    .filter(({ state, via }) => state !== 'not-taken' && state !== 'retracted' && via !== anonymous)
    .sort((a, b) => rank(a) - rank(b));
}

/** Direct conversations begin with D. */
function isDirect(send: Send): boolean {
  return (send.state === 'sent' ? send.channel : send.to).startsWith('D');
}

/** Whether GitLab shows both the incident and the review to whom a direct message was for. */
async function mayBeRead(
  { place }: Send,
  row: Review | null,
  claimed: ClaimedIntent,
  deps: Deps,
): Promise<boolean> {
  const reader = await deps.gitlab.userByName(usernameOf(place));
  const now = row && (await readNow(row, claimed, deps));
  return reader !== null && now !== null && (await unreadableFor(reader.id, now, deps)) === null;
}

async function takeBack(
  send: Send,
  row: Review | null,
  claimed: ClaimedIntent,
  slack: Slack,
  deps: Deps,
): Promise<void> {
  if (send.via === bookmarked) {
    const link = row?.issue?.url ?? null;
    return await naming(send, () => takeBackBookmark(send, link, claimed, slack, deps));
  }
  const { key, place } = send;
  const found = send.state === 'sent' ? send : await earlierSend(key, slack, deps);
  if (found === null || found.state === 'retracted') return;
  if (found.state === 'unknown') {
    throw new Problem('slack-closed', `nobody knows whether ${place} shows a message about it`);
  }
  const { channel, ts } = found;
  await naming(send, () => slack.ensureDeleted({ channel, ts }));
  await deps.storage.endSend(key, { state: 'retracted' });
}

/** A failure says what still stands where. */
async function naming<T>({ place, via }: Send, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, retryAfterMs } = error;
    const what = via === bookmarked ? 'bookmark' : 'message';
    const wait = retryAfterMs === null ? {} : { retryAfterMs };
    throw new Problem(code, `${place} still shows a ${what}: ${message}`, wait);
  }
}
