import { expect, it } from 'vitest';
import { refusal, startWorkspace, type Workspace } from './workspace.ts';

const metadata = { event_type: 'review_announced', event_payload: { key: 'k1' } };
const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'new' } }];

async function posted({ client, ids }: Workspace): Promise<{ channel: string; ts: string }> {
  const { ts = '' } = await client.chat.postMessage({ channel: ids.open, text: 'old', metadata });
  return { channel: ids.open, ts };
}

it('changes a message, and keeps metadata that is not given again', async () => {
  const workspace = await startWorkspace();
  const { slack, client } = workspace;
  const at = await posted(workspace);
  expect(await client.chat.update({ ...at, text: 'new', blocks })).toMatchObject({
    ...at,
    text: 'new',
    message: { metadata },
  });
  expect(slack.channel('open').messages).toMatchObject([
    { ts: at.ts, text: 'new', blocks, edited: true, metadata },
  ]);
  const other = { event_type: 'review_announced', event_payload: { key: 'k2' } };
  await client.chat.update({ ...at, text: 'newer', metadata: other });
  expect(slack.channel('open').messages).toMatchObject([{ text: 'newer', metadata: other }]);
});

it('says is_inactive in an archived channel, where posting says is_archived', async () => {
  const workspace = await startWorkspace();
  const at = await posted(workspace);
  workspace.slack.as('alice').archive('open');
  expect(await refusal(workspace.client.chat.update({ ...at, text: 'x' }))).toBe('is_inactive');
});

it('takes no more than 4,000 characters', async () => {
  const workspace = await startWorkspace();
  const at = await posted(workspace);
  expect(await refusal(workspace.client.chat.update({ ...at, text: 'a'.repeat(4_001) }))).toBe(
    'msg_too_long',
  );
  expect((await workspace.client.chat.update({ ...at, text: 'a'.repeat(4_000) })).ok).toBe(true);
});

it('changes and deletes only what the app wrote, and only where it was written', async () => {
  const workspace = await startWorkspace();
  const { slack, client, ids } = workspace;
  const at = await posted(workspace);
  const { ts } = await slack.as('alice').say('open', 'mine');
  const theirs = { channel: ids.open, ts };
  expect(await refusal(client.chat.update({ ...theirs, text: 'x' }))).toBe('cant_update_message');
  expect(await refusal(client.chat.delete(theirs))).toBe('cant_delete_message');
  expect(await refusal(client.chat.update({ channel: ids.open, ts: '1.000001', text: 'x' }))).toBe(
    'message_not_found',
  );
  expect(await refusal(client.chat.update({ channel: '#open', ts: at.ts, text: 'x' }))).toBe(
    'channel_not_found',
  );
  await client.chat.delete(at);
  expect(slack.channel('open').messages.map(({ text }) => text)).toEqual(['mine']);
  expect(await refusal(client.chat.delete(at))).toBe('message_not_found');
});

it('knows a direct conversation by its own id, not by the person’s', async () => {
  const { client, ids } = await startWorkspace();
  const { channel = '', ts = '' } = await client.chat.postMessage({ channel: ids.bob, text: 'x' });
  expect(await refusal(client.chat.update({ channel: ids.bob, ts, text: 'y' }))).toBe('channel_not_found');
  expect((await client.chat.update({ channel, ts, text: 'y' })).ok).toBe(true);
});

it('links to messages, and to replies with their thread', async () => {
  const workspace = await startWorkspace();
  const { slack, client, ids } = workspace;
  const { channel, ts } = await posted(workspace);
  const link = async (message_ts: string) =>
    (await client.chat.getPermalink({ channel, message_ts })).permalink;
  expect(await link(ts)).toBe(`${slack.url}/archives/${ids.open}/p${ts.replace('.', '')}`);
  const { ts: reply = '' } = await client.chat.postMessage({ channel, text: 'x', thread_ts: ts });
  expect(await link(reply)).toBe(
    `${slack.url}/archives/${ids.open}/p${reply.replace('.', '')}?thread_ts=${ts}&cid=${channel}`,
  );
  expect(await refusal(client.chat.getPermalink({ channel: ids.secret, message_ts: ts }))).toBe(
    'channel_not_found',
  );
  expect(await refusal(client.chat.getPermalink({ channel, message_ts: '1.000001' }))).toBe(
    'message_not_found',
  );
});

it('shows pages at those links, when it is given any', async () => {
  const { slack } = await startWorkspace(
    {},
    {
      pages: (path) =>
        path.startsWith('/archives/') ? { status: 200, type: 'text/html', body: '<p>here</p>' } : null,
    },
  );
  expect(await (await fetch(`${slack.url}/archives/C1/p1`)).text()).toBe('<p>here</p>');
  expect((await fetch(`${slack.url}/elsewhere`)).status).toBe(404);
  expect(slack.requests).toEqual([]);
});

it('unfurls links of registered domains in messages that have them', async () => {
  const { slack, client, ids } = await startWorkspace({ unfurlDomains: ['gitlab.example'] });
  const url = 'https://gitlab.example/acme/production/-/issues/3';
  const { ts } = await slack.as('alice').say('open', `see ${url} and https://other.example/x`);
  const at = { channel: ids.open, ts };
  await client.chat.unfurl({ ...at, unfurls: { [url]: { blocks } } });
  expect(slack.channel('open').messages[0]?.unfurls).toEqual([{ url, blocks }]);
  const unfurl = (unfurls: unknown, more: object = {}) =>
    client.apiCall('chat.unfurl', { ...at, ...more, unfurls });
  expect(await refusal(unfurl({ 'https://gitlab.example/x': { blocks } }))).toBe('cannot_unfurl_message');
  expect(await refusal(unfurl({ 'https://other.example/x': { blocks } }))).toBe('cannot_unfurl_url');
  expect(await refusal(unfurl({ [url]: { blocks: 'x' } }))).toBe('cannot_parse_attachment');
  expect(await refusal(unfurl('nonsense'))).toBe('invalid_unfurls_format');
  expect(await refusal(unfurl({}, { ts: '1.000001' }))).toBe('cannot_find_message');
  expect(await refusal(unfurl({}, { channel: ids.secret }))).toBe('cannot_find_channel');
  expect(await refusal(unfurl({}, { channel: '' }))).toBe('missing_channel');
  expect(await refusal(unfurl({}, { ts: '' }))).toBe('missing_ts');
  expect(await refusal(unfurl(''))).toBe('missing_unfurls');
});
