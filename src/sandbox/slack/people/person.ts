import { withBlockIds } from '../answers/block-ids.ts';
import { viewAnswer } from '../answers/view.ts';
import type { SlackPerson } from '../double.ts';
import type { Deliveries } from '../outgoing/deliver.ts';
import { tell } from '../outgoing/events.ts';
import { messageActions } from '../outgoing/interactions.ts';
import { ensureDirect } from '../rules/conversations.ts';
import { addMessage } from '../rules/messages.ts';
import { homeOf } from '../rules/views.ts';
import type { Channel, Conversation } from '../state.ts';
import { messageAt, requireApp, requireChannel, requireUser, type World } from '../world.ts';
import { typeCommand } from './command.ts';
import { actionFor } from './controls.ts';
import { tellOfMessage } from './say.ts';
import { makeChannel } from './seed.ts';
import { showChannel, showMessage } from './snapshot.ts';
import { clickInView, closeModal, submit } from './views.ts';

/** What somebody does in Slack. What Slack would not let them do is an error of the test. */
export function person(world: World, deliveries: Deliveries, name: string): SlackPerson {
  const user = requireUser(world, name);

  const inside = (channel: string): Channel => {
    const found = requireChannel(world, channel);
    if (!found.members.has(user.id)) throw new Error(`${name} is not in #${channel}`);
    return found;
  };

  /** `null` and `@name` of the bot: the direct conversation with it. */
  const place = (where: string | null): Conversation => {
    const bot = world.db.users.get(world.db.app?.botUser ?? '')?.name;
    if (where === null || where === `@${bot}`) return ensureDirect(world, user.id).direct;
    const channel = inside(where);
    if (channel.archived) throw new Error(`nobody can write in #${where}: it is archived`);
    return channel;
  };

  const setArchived = (channelName: string, archived: boolean): void => {
    const channel = requireChannel(world, channelName);
    if (channel.archived === archived) return;
    channel.archived = archived;
    world.changed();
    const kind = channel.private ? 'group' : 'channel';
    const type = `${kind}_${archived ? 'archive' : 'unarchive'}`;
    if (channel.private && !channel.members.has(world.db.app?.botUser ?? '')) return;
    const scope = channel.private ? 'groups:read' : 'channels:read';
    tell(world, deliveries, {
      subscription: type,
      scope,
      event: { type, channel: channel.id, user: user.id },
    });
  };

  return {
    command: async (command, text, where) =>
      typeCommand(world, deliveries, user, place(where), { command, text }),
    async click({ conversation, ts }, label) {
      const where = world.db.conversations.get(conversation);
      const message = where && messageAt(where, ts);
      const visible = message && (message.onlyFor === null || message.onlyFor === user.id);
      const reads =
        where?.kind === 'channel' ? where.members.has(user.id) || !where.private : where?.with === user.id;
      if (!where || !message || !visible || !reads) throw new Error(`${name} does not see this message`);
      const action = actionFor(withBlockIds(message.ts, message.blocks), label);
      await deliveries.send({
        kind: 'interaction',
        body: messageActions(world, user, where, message, action),
      });
    },
    clickInView: (view, label) => clickInView(world, deliveries, user, view.id, label),
    submit: (values) => submit(world, deliveries, user, values),
    closeModal: () => closeModal(world, deliveries, user),
    async openHome() {
      const app = requireApp(world);
      if (!app.homeTab) throw new Error('the app has no Home tab');
      const view = homeOf(world, user.id);
      const event = {
        type: 'app_home_opened',
        user: user.id,
        channel: ensureDirect(world, user.id).direct.id,
        tab: 'home',
        ...(view && { view: viewAnswer(world, view) }),
      };
      tell(world, deliveries, { subscription: event.type, scope: null, event });
      await deliveries.settled();
    },
    async say(where, text) {
      const there = place(where);
      const message = addMessage(world, there, { user: user.id, byApp: false, text });
      tellOfMessage(world, deliveries, there, message);
      await deliveries.settled();
      return showMessage(message);
    },
    createChannel: (channel, options) =>
      showChannel(makeChannel(world, { ...options, name: channel, creator: user.id, members: [user.id] })),
    archive: (channel) => setArchived(channel, true),
    unarchive: (channel) => setArchived(channel, false),
    share(channel) {
      inside(channel).external = true;
      world.changed();
    },
    invite(channel, guest) {
      inside(channel).members.add(requireUser(world, guest).id);
      world.changed();
    },
    remove(channel, guest) {
      requireChannel(world, channel).members.delete(requireUser(world, guest).id);
      world.changed();
    },
  };
}
