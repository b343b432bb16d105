import { Problem } from '../../domain/problems.ts';
import type { Slack } from '../../ports/slack.ts';
import type { ClaimedIntent, Send } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';

/** Slack has ended a call by then, also one whose answer nobody waited for. */
const certainAfterMs = 120_000;

/**
 * Takes back a bookmark. It carries no mark of ours, so one that was perhaps added is told by where it leads. While
 * it does not stand there and may come yet, that is `slack-uncertain`.
 */
export async function takeBackBookmark(
  send: Send,
  link: string | null,
  claimed: ClaimedIntent,
  slack: Slack,
  { storage, clock }: Deps,
): Promise<void> {
  const { key, to, place, at: claimedAt } = send;
  const id = send.state === 'sent' ? send.ts : null;
  if (id === null && link === null) {
    throw new Problem('slack-closed', `nobody knows whether ${place} shows a bookmark to it`);
  }
  const outcome = await slack.ensureNoBookmark(to, { id, link });
  const neverStood = outcome === 'already-gone' && id === null;
  if (neverStood) ensureNoneComes(claimed, clock.now());
  await storage.endSend(key, neverStood ? { state: 'not-taken', claimedAt } : { state: 'retracted' });
}

/** Nothing is added any more since the retraction began: the two are never carried out at once. */
function ensureNoneComes({ firstAttemptAt }: ClaimedIntent, now: string): void {
  const waitMs = Date.parse(firstAttemptAt) + certainAfterMs - Date.parse(now);
  // A clock that was set back makes nobody wait longer than that.
  if (waitMs <= 0 || waitMs > certainAfterMs) return;
  throw new Problem('slack-uncertain', 'the one that was sent may come yet', { retryAfterMs: waitMs });
}
