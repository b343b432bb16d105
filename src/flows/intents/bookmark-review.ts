import { subjectOf } from '../../domain/decide/decision.ts';
import { Problem } from '../../domain/problems.ts';
import type { SendOutcome } from '../../ports/storage.ts';
import { holdClaim } from '../hold-claim.ts';
import { readNow } from '../read-now.ts';
import type { Performer } from './performer.ts';

/** How a bookmark is kept among what was said. */
export const bookmarked = 'bookmark';

/** Puts the review among the bookmarks of the incident's channel, where the scope allows it. */
export const bookmarkReview: Performer<'bookmark-review'> = async (body, claimed, deps) => {
  const { incident, channel, place } = body;
  const { slack, storage, clock } = deps;
  if (!slack) return { note: 'Slack is off' };
  const row = await storage.reviewOf(incident);
  const now = row && (await readNow(row, claimed, deps));
  if (!now) return { note: 'there is no review any more' };
  if (now.hidden) return { note: 'it is confidential by now' };
  const { key } = claimed;
  const about = subjectOf(incident);
  // A late one could come after everything was taken back.
  await holdClaim(claimed, deps);
  const claimedAt = clock.now();
  const known = await storage.claimSend({ key, about, to: channel, place, via: bookmarked }, claimedAt);
  if (known !== 'claimed' && known.state === 'retracted') return { note: 'it was taken back meanwhile' };
  // What refuses this attempt says nothing of an earlier one whose answer was lost.
  const refused: SendOutcome = known === 'claimed' ? { state: 'not-taken', claimedAt } : { state: 'unknown' };
  try {
    const title = 'Incident Review';
    const made = await slack.ensureBookmark(channel, { title, link: now.review.url });
    if (made === 'may-not') {
      await storage.endSend(key, refused);
      return { note: 'the bot may not, or lacks the scope' };
    }
    await storage.endSend(key, { state: 'sent', channel, ts: made.id });
    return { event: { kind: 'review.mentioned', incident, key }, note: 'added' };
  } catch (error) {
    // A courtesy: a channel that is closed meanwhile, or full of bookmarks, is no reason for a person to look.
    if (error instanceof Problem && (error.code === 'slack-closed' || error.code === 'slack-refused')) {
      await storage.endSend(key, refused);
      return { note: error.message };
    }
    throw error;
  }
};
