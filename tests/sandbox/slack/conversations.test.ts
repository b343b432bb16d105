import { describe, expect, it } from 'vitest';
import { ALL_SCOPES, refusal, refusalBody, startWorkspace } from './workspace.ts';

describe('conversations.info', () => {
  it('describes channels as the bot sees them', async () => {
    const { slack, client, ids } = await startWorkspace();
    const shared = slack.addChannel({ name: 'shared', external: true, members: ['alice'] });
    const info = async (channel: string) => (await client.conversations.info({ channel })).channel;
    expect(await info(ids.open)).toMatchObject({
      id: ids.open,
      name: 'open',
      is_member: true,
      is_archived: false,
      is_private: false,
      is_ext_shared: false,
    });
    expect(await info(ids.elsewhere)).toMatchObject({ is_member: false });
    expect(await info(shared.id)).toMatchObject({
      is_ext_shared: true,
      shared_team_ids: [expect.any(String), expect.any(String)],
    });
    expect(await refusal(info(ids.secret))).toBe('channel_not_found');
    const counted = await client.conversations.info({ channel: ids.open, include_num_members: true });
    expect(counted.channel?.num_members).toBe(3);
  });

  it('says that an archived channel has lost the bot', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.as('bob').archive('open');
    expect((await client.conversations.info({ channel: ids.open })).channel).toMatchObject({
      is_archived: true,
      is_member: false,
    });
  });

  it('asks for the scope of the kind of conversation', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.as('alice').invite('secret', 'incident-review');
    const { channel = '' } = await client.chat.postMessage({ channel: ids.bob, text: 'x' });
    expect((await client.conversations.info({ channel })).channel).toMatchObject({
      is_im: true,
      user: ids.bob,
    });
    slack.configureApp({ scopes: ['channels:read'] });
    expect(await refusalBody(client.conversations.info({ channel: ids.secret }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
    expect(await refusalBody(client.conversations.info({ channel }))).toMatchObject({ needed: 'im:read' });
    expect((await client.conversations.info({ channel: ids.open })).ok).toBe(true);
  });
});

describe('lists', () => {
  it('list conversations by kind, page by page', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.as('alice').archive('elsewhere');
    const names = async (args: object) => {
      const found: (string | undefined)[] = [];
      for await (const page of client.paginate('conversations.list', { limit: 2, ...args })) {
        // Pages are answers of any method, as far as the client's types know.
        const { channels = [] } = page as { channels?: { name?: string; id?: string }[] };
        expect(channels.length).toBeLessThanOrEqual(2);
        found.push(...channels.map(({ name, id }) => name ?? id));
      }
      return found;
    };
    slack.addChannel({ name: 'third' });
    expect(await names({})).toEqual(['open', 'elsewhere', 'third']);
    expect(await names({ exclude_archived: true })).toEqual(['open', 'third']);
    expect(await names({ types: 'private_channel' })).toEqual([]);
    slack.as('alice').invite('secret', 'incident-review');
    const { channel } = await client.chat.postMessage({ channel: ids.bob, text: 'x' });
    expect(await names({ types: 'private_channel,im,mpim' })).toEqual(['secret', channel]);
    expect(await refusal(client.conversations.list({ types: 'everything' }))).toBe('invalid_types');
    expect(await refusal(client.conversations.list({ cursor: 'nonsense' }))).toBe('invalid_cursor');
    slack.configureApp({ scopes: ['channels:read'] });
    expect(await refusalBody(client.conversations.list({ types: 'im' }))).toMatchObject({
      needed: 'im:read',
    });
  });

  it('list members, and where somebody is in', async () => {
    const { client, ids } = await startWorkspace();
    expect((await client.conversations.members({ channel: ids.open })).members).toEqual([
      ids.alice,
      ids.bob,
      ids.bot,
    ]);
    const page = await client.conversations.members({ channel: ids.open, limit: 2 });
    expect(page.members).toEqual([ids.alice, ids.bob]);
    const cursor = page.response_metadata?.next_cursor ?? '';
    expect((await client.conversations.members({ channel: ids.open, cursor })).members).toEqual([ids.bot]);
    const where = async (user?: string) =>
      (
        await client.users.conversations({ types: 'public_channel,private_channel', ...(user && { user }) })
      ).channels?.map(({ name }) => name);
    expect(await where()).toEqual(['open']);
    expect(await where(ids.alice)).toEqual(['open', 'elsewhere']);
    expect(await refusal(where('U0NOBODY'))).toBe('user_not_found');
    const { channel = '' } = await client.chat.postMessage({ channel: ids.bob, text: 'x' });
    expect((await client.conversations.members({ channel })).members).toEqual([ids.bot, ids.bob]);
  });
});

describe('conversations.join', () => {
  it('lets the bot into public channels', async () => {
    const { slack, client, ids } = await startWorkspace();
    expect(await client.conversations.join({ channel: ids.elsewhere })).toMatchObject({
      channel: { is_member: true },
    });
    expect(slack.channel('elsewhere').members).toContain(ids.bot);
    expect(await client.conversations.join({ channel: ids.elsewhere })).toMatchObject({
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    });
  });

  it('keeps it out of archived and private ones', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.as('alice').archive('elsewhere');
    expect(await refusal(client.conversations.join({ channel: ids.elsewhere }))).toBe('is_archived');
    expect(await refusal(client.conversations.join({ channel: ids.secret }))).toBe('channel_not_found');
    slack.as('alice').invite('secret', 'incident-review');
    expect(await refusal(client.conversations.join({ channel: ids.secret }))).toBe(
      'method_not_supported_for_channel_type',
    );
  });
});

describe('conversations.open', () => {
  it('opens one conversation with each person', async () => {
    const { client, ids } = await startWorkspace();
    const first = await client.conversations.open({ users: ids.bob });
    expect(first.channel?.id).toMatch(/^D0/);
    expect(first.already_open).toBeUndefined();
    expect(await client.conversations.open({ users: ids.bob, return_im: true })).toMatchObject({
      already_open: true,
      no_op: true,
      channel: { id: first.channel?.id, is_im: true, user: ids.bob },
    });
    expect((await client.conversations.open({ channel: first.channel?.id ?? '' })).channel?.id).toBe(
      first.channel?.id,
    );
  });

  it('says who cannot be written to', async () => {
    const { slack, client, ids } = await startWorkspace();
    expect(await refusal(client.conversations.open({ users: ids.carol }))).toBe('user_disabled');
    expect(await refusal(client.conversations.open({ users: 'U0NOBODY' }))).toBe('user_not_found');
    expect(await refusal(client.apiCall('conversations.open'))).toBe('users_list_not_supplied');
    expect(await refusal(client.conversations.open({ channel: ids.open }))).toBe(
      'method_not_supported_for_channel_type',
    );
    slack.configureApp({ scopes: ALL_SCOPES.filter((scope) => scope !== 'im:write') });
    expect(await refusalBody(client.conversations.open({ users: ids.bob }))).toMatchObject({
      error: 'missing_scope',
      needed: 'im:write',
    });
  });
});

it('does not let a bot unarchive what archiving took it out of', async () => {
  const { slack, client, ids } = await startWorkspace();
  expect(await refusal(client.conversations.unarchive({ channel: ids.open }))).toBe('not_archived');
  slack.as('alice').archive('open');
  expect(await refusal(client.conversations.unarchive({ channel: ids.open }))).toBe('not_in_channel');
  expect(slack.channel('open').archived).toBe(true);
});

describe('history', () => {
  it('comes newest first, with metadata for who asks, without replies', async () => {
    const { client, ids, pass } = await startWorkspace();
    const metadata = { event_type: 'a', event_payload: { key: 'k' } };
    const post = async (text: string, more: object = {}) => {
      pass(1_000);
      return (await client.chat.postMessage({ channel: ids.open, text, ...more })).ts ?? '';
    };
    const first = await post('first', { metadata });
    const second = await post('second');
    const reply = await post('reply', { thread_ts: first });
    const texts = async (args: object = {}) =>
      (await client.conversations.history({ channel: ids.open, ...args })).messages?.map(({ text }) => text);
    expect(await texts()).toEqual(['second', 'first']);
    expect(await texts({ oldest: first })).toEqual(['second']);
    expect(await texts({ oldest: first, inclusive: true })).toEqual(['second', 'first']);
    expect(await texts({ latest: second })).toEqual(['first']);
    expect(await texts({ oldest: first, latest: first, inclusive: true })).toEqual(['first']);
    const plain = await client.conversations.history({ channel: ids.open });
    expect(plain.messages?.[1]).toMatchObject({ reply_count: 1, latest_reply: reply, thread_ts: first });
    expect(plain.messages?.[1]?.metadata).toBeUndefined();
    const whole = await client.conversations.history({
      channel: ids.open,
      include_all_metadata: true,
      limit: 1,
    });
    expect(whole).toMatchObject({ has_more: true, messages: [{ text: 'second' }] });
    const cursor = whole.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.history({
      channel: ids.open,
      include_all_metadata: true,
      cursor,
    });
    expect(rest).toMatchObject({ has_more: false, messages: [{ metadata }] });
    const thread = await client.conversations.replies({ channel: ids.open, ts: first });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['first', 'reply']);
    expect(thread.messages?.[1]).toMatchObject({ parent_user_id: ids.bot, thread_ts: first });
    expect((await client.conversations.replies({ channel: ids.open, ts: reply })).messages).toHaveLength(2);
  });

  it('is read only where the bot is in', async () => {
    const { slack, client, ids } = await startWorkspace();
    const history = (channel: string, args: object = {}) =>
      client.conversations.history({ channel, ...args });
    expect(await refusal(history(ids.elsewhere))).toBe('not_in_channel');
    expect(await refusal(history(ids.secret))).toBe('channel_not_found');
    expect(await refusal(history(ids.open, { oldest: 'x' }))).toBe('invalid_ts_oldest');
    expect(await refusal(history(ids.open, { latest: '1.2.3' }))).toBe('invalid_ts_latest');
    expect(await refusal(history(ids.open, { cursor: 'x' }))).toBe('invalid_cursor');
    expect(await refusal(client.conversations.replies({ channel: ids.open, ts: '1.000001' }))).toBe(
      'thread_not_found',
    );
    slack.as('alice').archive('open');
    expect((await history(ids.open)).ok).toBe(true);
    slack.configureApp({ scopes: ['im:history'] });
    expect(await refusalBody(history(ids.open))).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:history',
    });
  });
});
