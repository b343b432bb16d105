import { describe, expect, it } from 'vitest';
import { startSlackDouble } from '../../../src/sandbox/slack/index.ts';
import { startWorkspace } from './workspace.ts';

describe('people', () => {
  it('write, make channels, invite, remove and archive', async () => {
    const { slack, ids } = await startWorkspace();
    const alice = slack.as('alice');
    const made = alice.createChannel('incident-7');
    expect(made).toMatchObject({ name: 'incident-7', private: false, archived: false, members: [ids.alice] });
    expect(alice.createChannel('hush', { private: true }).private).toBe(true);
    alice.invite('incident-7', 'bob');
    const said = await slack.as('bob').say('incident-7', 'on it');
    expect(said).toMatchObject({ user: ids.bob, text: 'on it', onlyFor: null });
    alice.remove('incident-7', 'bob');
    await expect(slack.as('bob').say('incident-7', 'x')).rejects.toThrow('bob is not in #incident-7');
    alice.archive('incident-7');
    alice.archive('incident-7');
    await expect(alice.say('incident-7', 'x')).rejects.toThrow('archived');
    expect(slack.channel('incident-7')).toMatchObject({ archived: true, messages: [said] });
    alice.unarchive('incident-7');
    expect(slack.channel('incident-7').archived).toBe(false);
    alice.share('incident-7');
    expect(slack.channel('incident-7').external).toBe(true);
  });

  it('talk with the bot in a conversation of their own', async () => {
    const { slack, ids } = await startWorkspace();
    const said = await slack.as('bob').say('@incident-review', 'hello?');
    expect(slack.directWith('bob')).toEqual([said]);
    expect(slack.snapshot().directs).toMatchObject([{ with: ids.bob }]);
  });

  it('cannot do what Slack would not let them', async () => {
    const { slack } = await startWorkspace();
    expect(() => slack.as('nobody')).toThrow('no user nobody');
    expect(() => slack.channel('nowhere')).toThrow('no channel nowhere');
    expect(() => slack.as('bob').invite('secret', 'carol')).toThrow('bob is not in #secret');
    expect(() => slack.as('alice').createChannel('open')).toThrow('a channel open already');
    expect(() => slack.addUser({ name: 'alice' })).toThrow('a user alice already');
    expect(() => slack.installApp({ botToken: 'x', scopes: [] })).toThrow('one app');
  });

  it('live without an app, too', async () => {
    const slack = await startSlackDouble({ now: () => new Date(0) });
    slack.addUser({ name: 'alice' });
    slack.addChannel({ name: 'general', members: ['alice'] });
    await slack.as('alice').say('general', 'nobody listens');
    slack.as('alice').archive('general');
    expect(slack.deliveries).toEqual([]);
    expect(() => slack.configureApp({ scopes: [] })).toThrow('no app is installed');
    await slack.close();
  });
});

describe('the picture for drawing', () => {
  it('is plain JSON, and said anew after every change', async () => {
    const { slack, client, ids } = await startWorkspace();
    let changes = 0;
    const stop = slack.onChange(() => {
      changes += 1;
    });
    await client.chat.postMessage({ channel: ids.open, text: 'x' });
    expect(changes).toBe(1);
    stop();
    await client.chat.postMessage({ channel: ids.open, text: 'y' });
    expect(changes).toBe(1);
    const picture = slack.snapshot();
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
    expect(picture.channels.map(({ name, messages }) => [name, messages.length])).toEqual([
      ['open', 2],
      ['elsewhere', 0],
      ['secret', 0],
    ]);
    expect(picture.users.map(({ name, bot, deleted }) => [name, bot, deleted])).toEqual([
      ['alice', false, false],
      ['bob', false, false],
      ['carol', false, true],
      ['incident-review', true, false],
    ]);
  });

  it('is a copy', async () => {
    const { slack, client, ids } = await startWorkspace();
    const metadata = { event_type: 'a', event_payload: { key: 'k' } };
    await client.chat.postMessage({ channel: ids.open, text: 'x', metadata });
    const [shown] = slack.channel('open').messages;
    if (shown?.metadata) shown.metadata.event_payload.key = 'changed';
    expect(slack.channel('open').messages[0]?.metadata).toEqual(metadata);
  });
});
