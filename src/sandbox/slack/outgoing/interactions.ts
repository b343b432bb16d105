import { messageAnswer } from '../answers/message.ts';
import { viewAnswer } from '../answers/view.ts';
import { makeResponseUrl } from '../rules/response-urls.ts';
import { makeTrigger } from '../rules/triggers.ts';
import type { Conversation, Message, User, View } from '../state.ts';
import { requireApp, type World } from '../world.ts';
import { legacyToken } from './events.ts';

type Json = Record<string, unknown>;

/** The form of a slash command. */
export function commandForm(
  world: World,
  user: User,
  place: Conversation,
  typed: { command: string; text: string },
): Json {
  const { id, domain } = world.db.team;
  const app = requireApp(world);
  return {
    token: legacyToken(app),
    team_id: id,
    team_domain: domain,
    channel_id: place.id,
    channel_name: nameOf(place),
    user_id: user.id,
    user_name: user.name,
    command: typed.command,
    text: typed.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: makeResponseUrl(world, 'commands', { conversation: place.id, user: user.id, ts: null }),
    trigger_id: makeTrigger(world, user.id),
  };
}

export function messageActions(
  world: World,
  user: User,
  place: Conversation,
  message: Message,
  action: Json,
): Json {
  return {
    type: 'block_actions',
    ...sender(world, user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: place.id,
      is_ephemeral: message.onlyFor !== null,
      ...(message.thread !== null && { thread_ts: message.thread }),
    },
    trigger_id: makeTrigger(world, user.id),
    channel: { id: place.id, name: nameOf(place) },
    // Slack keeps what only one person saw no longer than that person's client.
    ...(message.onlyFor === null && { message: messageAnswer(world, place, message, { metadata: true }) }),
    state: { values: {} },
    response_url: makeResponseUrl(world, 'actions', {
      conversation: place.id,
      user: user.id,
      ts: message.ts,
    }),
    actions: [{ ...action, action_ts: world.nextTs() }],
  };
}

export function viewActions(world: World, user: User, view: View, state: Json, action: Json): Json {
  return {
    type: 'block_actions',
    ...sender(world, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: makeTrigger(world, user.id),
    view: viewAnswer(world, view, state),
    actions: [{ ...action, action_ts: world.nextTs() }],
  };
}

export function viewSubmission(world: World, user: User, view: View, state: Json): Json {
  return {
    type: 'view_submission',
    ...sender(world, user),
    trigger_id: makeTrigger(world, user.id),
    view: viewAnswer(world, view, state),
    response_urls: [],
  };
}

export function viewClosed(world: World, user: User, view: View, isCleared: boolean): Json {
  return {
    type: 'view_closed',
    ...sender(world, user),
    view: viewAnswer(world, view, {}),
    is_cleared: isCleared,
  };
}

function sender(world: World, user: User): Json {
  const { id, domain } = world.db.team;
  const app = requireApp(world);
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: id },
    api_app_id: app.id,
    token: legacyToken(app),
    team: { id, domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** As Slack names conversations that have no name. */
function nameOf(place: Conversation): string {
  if (place.kind === 'direct') return 'directmessage';
  return place.private ? 'privategroup' : place.name;
}
