import { isValidSlackRequest } from '@slack/bolt';
import { expect, it } from 'vitest';
import type { Block } from '../../../src/sandbox/slack/index.ts';
import { type App, call, SIGNING_SECRET, startApp, startWorkspace, type Workspace } from './workspace.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const BLOCKS: Block[] = [
  {
    type: 'actions',
    block_id: 'review-7',
    elements: [
      { type: 'button', text: plain('Accept'), action_id: 'accept', value: '7', style: 'primary' },
      { type: 'button', text: plain('Open'), action_id: 'open', url: 'https://gitlab.example/7' },
    ],
  },
  {
    type: 'section',
    text: plain('Later?'),
    accessory: {
      type: 'static_select',
      action_id: 'snooze',
      placeholder: plain('Snooze'),
      options: [
        { text: plain('1 day'), value: '1d' },
        { text: plain('2 days'), value: '2d' },
      ],
    },
  },
];

async function withMessage(): Promise<Workspace & { app: App; at: { conversation: string; ts: string } }> {
  const app = await startApp();
  const workspace = await startWorkspace({ requestUrl: app.url });
  const { client, ids } = workspace;
  const { ts } = await call(client, 'chat.postMessage', { channel: ids.open, text: 'x', blocks: BLOCKS });
  return { ...workspace, app, at: { conversation: ids.open, ts: String(ts) } };
}

it('sends a button as block_actions, signed', async () => {
  const { slack, app, at, ids, now } = await withMessage();
  await slack.as('bob').click(at, 'Accept');
  const [received] = app.received;
  if (!received) throw new Error('the app received nothing');
  const { headers, raw } = received;
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  const valid = isValidSlackRequest({
    signingSecret: SIGNING_SECRET,
    body: raw,
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    },
    nowMilliseconds: now().getTime(),
  });
  expect(valid).toBe(true);
  expect(received.json).toMatchObject({
    type: 'block_actions',
    user: { id: ids.bob, username: 'bob', team_id: slack.snapshot().team.id },
    container: { type: 'message', message_ts: at.ts, channel_id: ids.open, is_ephemeral: false },
    channel: { id: ids.open, name: 'open' },
    message: {
      ts: at.ts,
      user: ids.bot,
      blocks: [{ block_id: 'review-7' }, { block_id: expect.any(String) }],
    },
    trigger_id: expect.any(String),
    response_url: expect.stringContaining('/actions/'),
    actions: [
      {
        type: 'button',
        action_id: 'accept',
        block_id: 'review-7',
        value: '7',
        style: 'primary',
        text: plain('Accept'),
        action_ts: expect.any(String),
      },
    ],
  });
  expect(slack.deliveries).toMatchObject([{ kind: 'interaction', over: 'http', status: 200 }]);
});

it('sends buttons that lead somewhere, and choices from menus, too', async () => {
  const { slack, app, at } = await withMessage();
  await slack.as('alice').click(at, 'Open');
  await slack.as('alice').click(at, '2 days');
  expect(app.received.map(({ json }) => json.actions)).toMatchObject([
    [{ action_id: 'open', url: 'https://gitlab.example/7' }],
    [{ type: 'static_select', action_id: 'snooze', selected_option: { value: '2d' } }],
  ]);
});

it('lets the app replace the message through the response URL', async () => {
  const { slack, app, at, ids } = await withMessage();
  await slack.as('bob').click(at, 'Accept');
  const respond = (body: unknown) =>
    fetch(String(app.received[0]?.json.response_url), { method: 'POST', body: JSON.stringify(body) });
  await respond({ replace_original: true, text: 'accepted' });
  expect(slack.channel('open').messages).toMatchObject([
    { ts: at.ts, text: 'accepted', blocks: [], edited: true },
  ]);
  await respond({ text: 'thank you' });
  expect(slack.channel('open').messages[1]).toMatchObject({ text: 'thank you', onlyFor: ids.bob });
  await respond({ delete_original: true });
  expect(slack.channel('open').messages.map(({ text }) => text)).toEqual(['thank you']);
});

it('clicks only what somebody sees', async () => {
  const { slack, client, ids, at } = await withMessage();
  await expect(slack.as('alice').click(at, 'Decline')).rejects.toThrow('nothing called Decline');
  const blocks = JSON.stringify(BLOCKS);
  const whisper = await call(client, 'chat.postEphemeral', {
    channel: ids.open,
    user: ids.bob,
    text: 'x',
    blocks,
  });
  const hidden = { conversation: ids.open, ts: String(whisper.message_ts) };
  await expect(slack.as('alice').click(hidden, 'Accept')).rejects.toThrow('alice does not see this message');
  await slack.as('bob').click(hidden, 'Accept');
  expect(slack.deliveries.at(-1)?.body).toMatchObject({ container: { is_ephemeral: true } });
  expect(slack.deliveries.at(-1)?.body).not.toHaveProperty('message');
  const direct = await call(client, 'chat.postMessage', { channel: ids.bob, text: 'x', blocks });
  const theirs = { conversation: String(direct.channel), ts: String(direct.ts) };
  await expect(slack.as('alice').click(theirs, 'Accept')).rejects.toThrow('does not see');
  await slack.as('bob').click(theirs, 'Accept');
  expect(slack.deliveries.at(-1)?.body).toMatchObject({ channel: { name: 'directmessage' } });
});

it('asks which one, where the same words stand twice', async () => {
  const { slack, app, client, ids } = await withMessage();
  const twice = [7, 8].map((review) => ({
    type: 'actions',
    elements: [
      { type: 'button', text: plain('Accept'), action_id: `accept-${review}`, value: String(review) },
    ],
  }));
  const { ts } = await call(client, 'chat.postMessage', { channel: ids.open, text: 'x', blocks: twice });
  const at = { conversation: ids.open, ts: String(ts) };
  await expect(slack.as('bob').click(at, 'Accept')).rejects.toThrow(
    'stands there 2 times: name its action_id',
  );
  await slack.as('bob').click(at, 'accept-8');
  expect(app.received[0]?.json.actions).toMatchObject([{ value: '8' }]);
});
