import type { Deps } from '../deps.ts';
import { earlierSend } from '../send-once.ts';
import type { Performer } from './performer.ts';
import { anonymous } from './tell-of-missing-dri.ts';

/**
 * Takes messages back that channels show of a review which is confidential by now, and its bookmark. A
 * message whose fate is not known is looked for first. What an archived channel keeps is parked: only a
 * person can open the channel again.
 */
export const retractMessages: Performer<'retract-messages'> = async (
  { incident, keys, bookmark },
  _claimed,
  deps,
) => {
  const { slack } = deps;
  if (!slack) return { note: 'Slack is off' };
  const did: string[] = [];
  if (bookmark) did.push(`bookmark ${await slack.ensureNoBookmark(bookmark.channel, bookmark.link)}`);
  for (const key of keys) did.push(...(await retractOne(key, deps)));
  return { event: { kind: 'messages.retracted', incident }, note: did.join(', ') };
};

async function retractOne(key: string, deps: Deps): Promise<string[]> {
  const { slack } = deps;
  const send = slack && (await earlierSend(key, slack, deps));
  if (!slack || send?.state !== 'sent') return [];
  // Direct conversations begin with D: the DRI may go on reading.
  if (send.channel.startsWith('D') || send.via === anonymous) return [];
  return [`${send.to} ${await slack.ensureDeleted({ channel: send.channel, ts: send.ts })}`];
}
