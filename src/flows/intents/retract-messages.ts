import { subjectOf } from '../../domain/decide/decision.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { Problem } from '../../domain/problems.ts';
import type { Slack } from '../../ports/slack.ts';
import type { Send } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import { earlierSend } from '../send-once.ts';
import { bookmarked } from './bookmark-review.ts';
import type { Performer } from './performer.ts';
import { anonymous } from './tell-of-missing-dri.ts';

/**
 * Takes back all that channels show of a review which is confidential by now: each message and bookmark on
 * its own, so that one that cannot be taken back keeps no other. What is left is parked with its place, for
 * a person.
 */
export const retractMessages: Performer<'retract-messages'> = async ({ incident }, _claimed, deps) => {
  const { slack, storage } = deps;
  if (!slack) return { note: 'Slack is off' };
  const row = await storage.reviewOf(incident);
  if (row && !isConfidential(row)) return { note: 'it is open to all again' };
  const sends = (await storage.sendsAbout(subjectOf(incident))).filter(isInAChannel);
  // Messages first: a bookmark shows no more than that there is a review.
  const order = [...sends].sort((a, b) => Number(a.via === bookmarked) - Number(b.via === bookmarked));
  const left: Problem[] = [];
  const gone: string[] = [];
  for (const send of order) {
    try {
      await takeBack(send, slack, deps);
      gone.push(send.place);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      left.push(error);
    }
  }
  const [first] = left;
  if (first) throw left.find(({ code }) => code !== 'slack-closed') ?? first;
  if (gone.length === 0) return { note: 'nothing was said in a channel' };
  return { event: { kind: 'messages.retracted', incident }, note: gone.join(', ') };
};

/** Direct conversations begin with D: the DRI may go on reading. */
function isInAChannel(send: Send): boolean {
  if (send.state === 'not-taken' || send.state === 'retracted' || send.via === anonymous) return false;
  return !(send.state === 'sent' ? send.channel : send.to).startsWith('D');
}

async function takeBack(send: Send, slack: Slack, deps: Deps): Promise<void> {
  const { key, place, via } = send;
  const found = send.state === 'sent' ? send : await earlierSend(key, slack, deps);
  if (found === null || found.state === 'retracted') return;
  if (found.state === 'unknown') {
    throw new Problem('slack-closed', `nobody knows whether ${place} shows a message about it`);
  }
  const { channel, ts } = found;
  try {
    if (via === bookmarked) await slack.ensureNoBookmark(channel, ts);
    else await slack.ensureDeleted({ channel, ts });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, retryAfterMs } = error;
    const what = via === bookmarked ? 'bookmark' : 'message';
    const wait = retryAfterMs === null ? {} : { retryAfterMs };
    throw new Problem(code, `${place} still shows a ${what}: ${message}`, wait);
  }
  await deps.storage.endSend(key, { state: 'retracted' });
}
