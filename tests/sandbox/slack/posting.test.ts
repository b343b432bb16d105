import { describe, expect, it } from 'vitest';
import { ALL_SCOPES, refusal, refusalBody, startWorkspace } from './workspace.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('chat.postMessage', () => {
  it('posts by id, by name and by #name, and shows what it wrote', async () => {
    const { slack, client, ids } = await startWorkspace();
    const first = await client.chat.postMessage({
      channel: ids.open,
      text: 'by id',
      blocks: [section('by id')],
    });
    expect(first).toMatchObject({
      ok: true,
      channel: ids.open,
      message: { type: 'message', user: ids.bot, text: 'by id' },
    });
    expect(first.message?.bot_id).toMatch(/^B0/);
    expect(first.message?.blocks).toMatchObject([{ ...section('by id'), block_id: expect.any(String) }]);
    expect(first.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect((await client.chat.postMessage({ channel: 'open', text: 'by name' })).channel).toBe(ids.open);
    expect((await client.chat.postMessage({ channel: '#open', text: 'by #name' })).channel).toBe(ids.open);
    expect(slack.channel('open').messages).toEqual([
      {
        ts: first.ts,
        user: ids.bot,
        text: 'by id',
        blocks: [section('by id')],
        thread: null,
        edited: false,
        onlyFor: null,
        metadata: null,
      },
      expect.objectContaining({ text: 'by name', blocks: [] }),
      expect.objectContaining({ text: 'by #name' }),
    ]);
    slack.assertNothingUnforeseen();
  });

  it('gives every message a later ts, even when the clock stands still', async () => {
    const { client, ids } = await startWorkspace();
    const post = async () => (await client.chat.postMessage({ channel: ids.open, text: 'x' })).ts ?? '';
    const stamps = await Promise.all(Array.from({ length: 20 }, post));
    expect(new Set(stamps).size).toBe(20);
    expect(stamps.every((ts) => ts.startsWith('1730348280.0000'))).toBe(true);
  });

  it('lets the bot into public channels it is in, and others only with chat:write.public', async () => {
    const { slack, client, ids } = await startWorkspace();
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    expect(await refusal(post(ids.elsewhere))).toBe('not_in_channel');
    expect(await refusal(post('#elsewhere'))).toBe('not_in_channel');
    slack.configureApp({ scopes: [...ALL_SCOPES, 'chat:write.public'] });
    expect((await post(ids.elsewhere)).ok).toBe(true);
  });

  it('does not see private channels from outside', async () => {
    const { slack, client, ids } = await startWorkspace({ scopes: [...ALL_SCOPES, 'chat:write.public'] });
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    expect(await refusal(post(ids.secret))).toBe('channel_not_found');
    expect(await refusal(post('#secret'))).toBe('channel_not_found');
    expect(await refusal(post('C0NOSUCHONE'))).toBe('channel_not_found');
    slack.as('alice').invite('secret', 'incident-review');
    expect((await post(ids.secret)).ok).toBe(true);
    slack.as('alice').remove('secret', 'incident-review');
    expect(await refusal(post(ids.secret))).toBe('channel_not_found');
  });

  it('says is_archived before anything else', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.as('alice').archive('open');
    slack.as('alice').archive('elsewhere');
    expect(await refusal(client.chat.postMessage({ channel: ids.open, text: 'x' }))).toBe('is_archived');
    expect(await refusal(client.chat.postMessage({ channel: ids.elsewhere, text: 'x' }))).toBe('is_archived');
    slack.as('alice').unarchive('open');
    expect((await client.chat.postMessage({ channel: ids.open, text: 'x' })).ok).toBe(true);
  });

  it('opens the direct conversation when it is given a user, deactivated ones too', async () => {
    const { slack, client, ids } = await startWorkspace();
    const { channel } = await client.chat.postMessage({ channel: ids.bob, text: 'hello' });
    expect(channel).toMatch(/^D0/);
    expect((await client.chat.postMessage({ channel: channel ?? '', text: 'again' })).ok).toBe(true);
    expect(slack.directWith('bob').map(({ text }) => text)).toEqual(['hello', 'again']);
    expect((await client.chat.postMessage({ channel: ids.carol, text: 'nobody reads this' })).ok).toBe(true);
    expect(slack.snapshot().directs.map((direct) => direct.with)).toEqual([ids.bob, ids.carol]);
    expect(slack.directWith('alice')).toEqual([]);
    expect(await refusal(client.chat.postMessage({ channel: 'U0NOBODY', text: 'x' }))).toBe(
      'channel_not_found',
    );
  });

  it('writes to nobody when the Messages tab is off', async () => {
    const { slack, client, ids } = await startWorkspace({ messagesTab: false });
    expect(await refusal(client.chat.postMessage({ channel: ids.bob, text: 'x' }))).toBe(
      'messages_tab_disabled',
    );
    slack.configureApp({ messagesTab: true });
    expect((await client.chat.postMessage({ channel: ids.bob, text: 'x' })).ok).toBe(true);
  });

  it('wants something to say, and cuts it at 40,000 characters', async () => {
    const { slack, client, ids } = await startWorkspace();
    const post = (more: object) => client.apiCall('chat.postMessage', { channel: ids.open, ...more });
    expect(await refusal(post({}))).toBe('no_text');
    expect(await refusal(post({ text: '', blocks: '[]' }))).toBe('no_text');
    expect(await refusal(client.apiCall('chat.postMessage', { text: 'x' }))).toBe('invalid_arguments');
    expect(await refusal(post({ text: 'x', markdown_text: 'y' }))).toBe('markdown_text_conflict');
    expect(await refusal(post({ attachments: Array.from({ length: 101 }, () => ({ text: 'x' })) }))).toBe(
      'too_many_attachments',
    );
    await post({ text: '🙂'.repeat(40_001) });
    await post({ markdown_text: '**bold**' });
    const [cut, markdown] = slack.channel('open').messages;
    expect([...(cut?.text ?? '')]).toHaveLength(40_000);
    expect(markdown?.text).toBe('**bold**');
  });

  it('explains what is wrong with blocks in the body that Slack sends', async () => {
    const { client, ids } = await startWorkspace();
    const post = (blocks: unknown) =>
      client.apiCall('chat.postMessage', { channel: ids.open, text: 'x', blocks });
    const refused = await refusalBody(post([section('a'.repeat(3001))]));
    const error = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    expect(refused).toMatchObject({
      error: 'invalid_blocks',
      errors: [error],
      response_metadata: { messages: [`[ERROR] ${error}`] },
    });
    expect(await refusal(post(Array.from({ length: 51 }, () => section('x'))))).toBe('invalid_blocks');
    expect(await refusal(post('no JSON'))).toBe('invalid_blocks_format');
    expect(await refusal(post({ type: 'section' }))).toBe('invalid_blocks_format');
    expect(await refusal(post(Array.from({ length: 6 }, () => section('a'.repeat(2900)))))).toBe(
      'msg_blocks_too_long',
    );
  });

  it('keeps metadata, and refuses what is none', async () => {
    const { slack, client, ids } = await startWorkspace();
    const post = (metadata: unknown) =>
      client.apiCall('chat.postMessage', { channel: ids.open, text: 'x', metadata });
    const metadata = { event_type: 'review_announced', event_payload: { key: 'k1', deep: { n: 1 } } };
    expect(await post(metadata)).toMatchObject({ message: { metadata } });
    expect(slack.channel('open').messages[0]?.metadata).toEqual(metadata);
    expect(await refusal(post('nonsense'))).toBe('invalid_metadata_format');
    expect(await refusal(post({ event_type: 'x' }))).toBe('invalid_metadata_schema');
  });

  it('replies in threads, which stand behind the message they answer', async () => {
    const { slack, client, ids } = await startWorkspace();
    const post = async (text: string, thread_ts?: string) =>
      (await client.chat.postMessage({ channel: ids.open, text, ...(thread_ts && { thread_ts }) })).ts ?? '';
    const first = await post('first');
    await post('second');
    const reply = await post('reply', first);
    await post('reply to the reply', reply);
    expect(slack.channel('open').messages.map(({ text, thread }) => [text, thread])).toEqual([
      ['first', null],
      ['reply', first],
      ['reply to the reply', first],
      ['second', null],
    ]);
    expect(await refusal(post('x', '1.000001'))).toBe('cannot_reply_to_message');
  });
});

describe('chat.postEphemeral', () => {
  it('shows a message to one person of the channel alone', async () => {
    const { slack, client, ids } = await startWorkspace();
    const post = (channel: string, user: string) =>
      client.chat.postEphemeral({ channel, user, text: 'psst' });
    const { message_ts } = await post(ids.open, ids.alice);
    expect(slack.channel('open').messages).toMatchObject([
      { ts: message_ts, text: 'psst', onlyFor: ids.alice },
    ]);
    expect(await refusal(post(ids.open, ids.carol))).toBe('user_not_in_channel');
    expect(await refusal(post(ids.elsewhere, ids.alice))).toBe('not_in_channel');
    slack.as('alice').archive('open');
    expect(await refusal(post(ids.open, ids.alice))).toBe('is_archived');
  });

  it('leaves nothing that could be changed, linked or read later', async () => {
    const { client, ids } = await startWorkspace();
    const { message_ts = '' } = await client.chat.postEphemeral({
      channel: ids.open,
      user: ids.alice,
      text: 'psst',
    });
    const at = { channel: ids.open, ts: message_ts };
    expect(await refusal(client.chat.update({ ...at, text: 'x' }))).toBe('message_not_found');
    expect(await refusal(client.chat.getPermalink({ channel: ids.open, message_ts }))).toBe(
      'message_not_found',
    );
    expect((await client.conversations.history({ channel: ids.open })).messages).toEqual([]);
  });

  it('calls too much of it msg_too_long', async () => {
    const { client, ids } = await startWorkspace();
    const blocks = Array.from({ length: 6 }, () => section('a'.repeat(2900)));
    expect(
      await refusal(client.chat.postEphemeral({ channel: ids.open, user: ids.alice, text: 'x', blocks })),
    ).toBe('msg_too_long');
  });
});
