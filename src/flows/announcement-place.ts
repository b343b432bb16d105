import type { ChannelStep, Step } from '../domain/announcement.ts';
import type { ChannelFacts, Slack } from '../ports/slack.ts';
import type { Deps } from './deps.ts';
import type { Now } from './read-now.ts';
import { slackUserOf } from './slack-user-of.ts';
import { unreadableFor } from './unreadable-for.ts';

/** `place` is for people, `channel` for Slack: an id, or a name with `#`. */
export type AnnouncementPlace = { place: string; channel: string } | { place: string; because: string };

/** Where a rung of the ladder leads to right now, or why nowhere. */
export async function announcementPlace(
  step: Step,
  now: Now,
  slack: Slack,
  deps: Deps,
): Promise<AnnouncementPlace> {
  if (step.rung === 'dri') return directPlace(now, slack, deps);
  const { channel } = step;
  const found = await channelNow(step, slack);
  // So large a workspace is not searched: Slack knows the name.
  if (found === 'too-many') return { place: channel, channel };
  if (found === null) return { place: channel, because: 'there is no such channel that the bot can see' };
  const place = `#${found.name}`;
  const because = whyClosed(found, step.rung === 'incident-channel');
  return because === null ? { place, channel: found.id } : { place, because };
}

/**
 * What Slack found by a name may be a minute old. Whom a channel that anybody can make is shared with counts at this
 * moment, though.
 */
async function channelNow({ rung, channel, from }: ChannelStep, slack: Slack) {
  if (from === 'link') return slack.channel(channel);
  const named = await slack.channelNamed(channel);
  if (rung !== 'incident-channel' || named === null || named === 'too-many') return named;
  return slack.channel(named.id);
}

/** `anybodys`: whoever may edit the incident, or make a channel, has chosen it, and not the configuration. */
function whyClosed({ archived, external }: ChannelFacts, anybodys: boolean): string | null {
  if (archived) return 'it is archived';
  return external && anybodys ? 'it is shared with another workspace' : null;
}

/** Only to whom GitLab, at this moment, shows both the incident and the review. */
async function directPlace(now: Now, slack: Slack, deps: Deps): Promise<AnnouncementPlace> {
  const [dri] = now.review.assignees;
  if (!dri) return { place: 'nobody', because: 'nobody is assigned' };
  const place = directlyTo(dri.username);
  const user = await slackUserOf(dri.username, slack, deps);
  if ('because' in user) return { place, because: user.because };
  const unreadable = await unreadableFor(dri.id, now, deps);
  if (unreadable !== null) return { place, because: `they may not read the ${unreadable} in GitLab` };
  return { place, channel: await slack.openDirect(user.id) };
}

/** How the place of a direct message is written, for people; `usernameOf` reads it. */
function directlyTo(username: string): string {
  return `@${username}`;
}

/** The GitLab username of whom a direct message was for. */
export function usernameOf(place: string): string {
  return place.replace(/^@/, '');
}
