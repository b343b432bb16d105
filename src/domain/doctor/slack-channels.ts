import type { Policy } from '../policy.ts';
import type { ChannelFacts } from '../slack-facts.ts';
import { type Answer, type Check, doubtful, fine, unanswered, wrong } from './check.ts';

/** `scopes` null: this Slack does not say. */
type Bot = { botUser: string; scopes: string[] | null };

/** A channel of the configuration. `last`: after it there is only the DRI. */
type Named = { channel: string; whose: string; last: boolean };

/** Every channel that the configuration names, once. The pattern for incidents' channels names none yet. */
export function judgeSlackChannels(
  { services, slack }: Pick<Policy, 'services' | 'slack'>,
  channels: Answer<ChannelFacts[]>,
  bot: Bot,
): Check[] {
  if ('problem' in channels) return [unanswered('channel', 'the channels of Slack', channels)];
  const named: Named[] = [
    ...(slack === null ? [] : [{ channel: slack.reviewsChannel, whose: 'slack.reviewsChannel', last: true }]),
    ...services.flatMap(({ label, channel }) =>
      channel === null ? [] : [{ channel, whose: label, last: false }],
    ),
  ];
  return [...Map.groupBy(named, ({ channel }) => channel).values()].map((alike) =>
    judgeChannel(alike, channels.value, bot),
  );
}

function judgeChannel(alike: Named[], channels: ChannelFacts[], bot: Bot): Check {
  const channel = alike[0]?.channel ?? '';
  const called = `${channel} (${alike.map(({ whose }) => whose).join(', ')})`;
  // Without a service's channel the next best is taken; the channel for all reviews has nothing behind it.
  const amiss = alike.some(({ last }) => last) ? wrong : doubtful;
  const invite = `type /invite @${bot.botUser} there`;
  const found = channels.find(({ id, name }) => id === channel || `#${name}` === channel);
  if (found === undefined) {
    return amiss(
      'channel',
      `${called} is not there, or is private and without the bot`,
      `create it, name another, or ${invite}`,
    );
  }
  if (found.archived) return amiss('channel', `${called} is archived`, 'unarchive it, or name another');
  const open = !found.private && (bot.scopes?.includes('chat:write.public') ?? true);
  if (!found.member && !open) return amiss('channel', `${called} is closed to the bot`, invite);
  if (found.external) {
    return doubtful(
      'channel',
      `${called} is shared with another workspace, whose people read what is announced there`,
      'name a channel of your own',
    );
  }
  return fine('channel', `${called} can be written to`);
}
