import type { App, User } from '../state.ts';
import type { World } from '../world.ts';

/** A person or bot as the API shows them; the address only with `users:read.email`. */
export function userAnswer(world: World, app: App, user: User): Record<string, unknown> {
  const team = user.foreign ? world.db.foreignTeamId : world.db.team.id;
  const email = user.email !== null && !user.deleted && app.scopes.includes('users:read.email');
  return {
    id: user.id,
    team_id: team,
    name: user.name,
    deleted: user.deleted,
    // Of somebody who was deactivated Slack keeps little more than the profile.
    ...(!user.deleted && {
      color: '9f69e7',
      real_name: user.realName,
      tz: user.timezone,
      tz_label: user.timezone,
      tz_offset: offsetSeconds(user.timezone, world.now()),
      is_admin: false,
      is_owner: false,
      is_primary_owner: false,
      is_restricted: false,
      is_ultra_restricted: false,
    }),
    ...(user.foreign && { is_stranger: false }),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.bot ? '' : user.name,
      display_name_normalized: user.bot ? '' : user.name,
      team,
      title: '',
      phone: '',
      skype: '',
      status_text: '',
      status_emoji: '',
      status_emoji_display_info: [],
      status_expiration: 0,
      ...(email && { email: user.email }),
      ...(user.bot && { bot_id: app.botId, api_app_id: app.id }),
    },
    is_bot: user.bot,
    is_app_user: false,
    updated: Math.floor(user.updatedMs / 1000),
  };
}

/** How far a zone is ahead of UTC at a moment. */
function offsetSeconds(timezone: string, at: Date): number {
  const wall = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: string): number => Number(wall.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((shown - Math.floor(at.getTime() / 1000) * 1000) / 1000);
}
