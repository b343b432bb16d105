import { isMember } from '../rules/conversations.ts';
import type { Channel, Conversation, Direct, User } from '../state.ts';
import type { World } from '../world.ts';

export function conversationAnswer(
  world: World,
  bot: User,
  conversation: Conversation,
): Record<string, unknown> {
  return conversation.kind === 'channel'
    ? channelAnswer(world, bot, conversation)
    : directAnswer(world, conversation);
}

export function channelAnswer(world: World, bot: User, channel: Channel): Record<string, unknown> {
  const { team, foreignTeamId } = world.db;
  const about = { value: '', creator: '', last_set: 0 };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.private,
    is_group: channel.private,
    is_im: false,
    is_mpim: false,
    is_private: channel.private,
    is_archived: channel.archived,
    is_general: false,
    is_member: isMember(bot, channel),
    is_shared: channel.external,
    is_ext_shared: channel.external,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: channel.external ? [team.id, foreignTeamId] : [team.id],
    pending_connected_team_ids: [],
    context_team_id: team.id,
    parent_conversation: null,
    created: Math.floor(channel.createdMs / 1000),
    updated: channel.createdMs,
    creator: channel.creator,
    unlinked: 0,
    topic: about,
    purpose: about,
    previous_names: [],
  };
}

export function directAnswer(world: World, direct: Direct): Record<string, unknown> {
  return {
    id: direct.id,
    created: Math.floor(direct.createdMs / 1000),
    is_im: true,
    is_org_shared: false,
    is_archived: false,
    context_team_id: world.db.team.id,
    user: direct.with,
    is_user_deleted: world.db.users.get(direct.with)?.deleted ?? false,
    is_open: true,
    priority: 0,
  };
}
