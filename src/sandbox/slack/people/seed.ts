import type { SlackDouble } from '../double.ts';
import { newId } from '../ids.ts';
import type { App, Channel, User } from '../state.ts';
import { channelByName, requireApp, requireUser, userById, type World } from '../world.ts';
import { showChannel, showUser } from './snapshot.ts';

export type Seeds = Pick<SlackDouble, 'addUser' | 'addChannel' | 'installApp' | 'configureApp'>;

/** What administrators set up before anything happens. `appMoved`: where the app listens has changed. */
export function seeds(world: World, appMoved: () => void): Seeds {
  const { db } = world;

  function makeUser(draft: Partial<User> & { name: string }): User {
    if ([...db.users.values()].some((user) => user.name === draft.name)) {
      throw new Error(`the Slack double has a user ${draft.name} already`);
    }
    const user: User = {
      id: newId(world.random, 'U'),
      realName: draft.name.replace(
        /(^|[-_. ])(\w)/g,
        (_, gap, letter) => (gap ? ' ' : '') + letter.toUpperCase(),
      ),
      email: null,
      timezone: 'Etc/UTC',
      deleted: false,
      bot: false,
      foreign: false,
      doNotDisturb: null,
      updatedMs: world.now().getTime(),
      ...draft,
    };
    db.users.set(user.id, user);
    world.changed();
    return user;
  }

  return {
    addUser: (draft) => showUser(makeUser({ email: `${draft.name}@${db.team.domain}.example`, ...draft })),
    addChannel: (draft) => {
      const members = (draft.members ?? []).map((name) => requireUser(world, name).id);
      return showChannel(makeChannel(world, { ...draft, creator: members[0] ?? '', members }));
    },
    installApp(draft) {
      if (db.app) throw new Error('the Slack double has one app, and it is installed');
      const bot = makeUser({ name: draft.botName ?? 'incident-review', bot: true });
      const app: App = {
        id: newId(world.random, 'A'),
        botId: newId(world.random, 'B'),
        botUser: bot.id,
        botToken: draft.botToken,
        appToken: draft.appToken ?? null,
        scopes: [...draft.scopes],
        revoked: false,
        signingSecret: draft.signingSecret ?? '',
        requestUrl: draft.requestUrl ?? null,
        commands: draft.commands ?? [],
        messagesTab: draft.messagesTab ?? true,
        homeTab: draft.homeTab ?? true,
        unfurlDomains: draft.unfurlDomains ?? [],
        events: draft.events ?? [],
      };
      db.app = app;
      world.changed();
      if (app.requestUrl !== null) appMoved();
      return { botUser: showUser(bot), botId: app.botId, appId: app.id };
    },
    configureApp({ deactivated, ...change }) {
      const app = requireApp(world);
      Object.assign(app, change);
      if (deactivated !== undefined) userById(db, app.botUser).deleted = deactivated;
      world.changed();
      if (change.requestUrl !== undefined) appMoved();
    },
  };
}

export function makeChannel(
  world: World,
  draft: {
    name: string;
    creator: string;
    members: string[];
    private?: boolean;
    archived?: boolean;
    external?: boolean;
  },
): Channel {
  if (channelByName(world.db, draft.name)) {
    throw new Error(`the Slack double has a channel ${draft.name} already`);
  }
  const channel: Channel = {
    kind: 'channel',
    id: newId(world.random, 'C'),
    name: draft.name,
    private: draft.private ?? false,
    archived: draft.archived ?? false,
    external: draft.external ?? false,
    creator: draft.creator,
    createdMs: world.now().getTime(),
    members: new Set(draft.members),
    bookmarks: [],
    messages: [],
  };
  world.db.conversations.set(channel.id, channel);
  world.changed();
  return channel;
}
