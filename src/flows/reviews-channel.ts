import type { Slack } from '../ports/slack.ts';
import type { Deps } from './deps.ts';

/**
 * Where everybody hears of reviews: `place` for people, `to` for Slack. By its id, as announcements name it, so that
 * all that is said there goes in one after another.
 */
export async function reviewsChannel(slack: Slack, { policy }: Deps): Promise<{ place: string; to: string }> {
  const place = policy().slack?.reviewsChannel;
  if (place === undefined) throw new Error('Slack is connected, but not configured');
  if (!place.startsWith('#')) return { place, to: place };
  const found = await slack.channelNamed(place);
  return { place, to: found === null || found === 'too-many' ? place : found.id };
}
