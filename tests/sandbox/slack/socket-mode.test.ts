import { App, SocketModeReceiver } from '@slack/bolt';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  BOT_TOKEN,
  clientOf,
  type Json,
  refusal,
  silent,
  startWorkspace,
  type Workspace,
} from './workspace.ts';

const APP_TOKEN = 'xapp-of-the-bot';
const COMMAND = '/incident-review';
const plain = (text: string) => ({ type: 'plain_text' as const, text });

async function startSocketWorkspace(): Promise<Workspace> {
  return startWorkspace({
    appToken: APP_TOKEN,
    commands: [{ command: COMMAND, shouldEscape: false }],
    events: ['app_home_opened', 'channel_archive'],
  });
}

/** Bolt, connected. Ends with the test. */
async function connectBolt({ slack }: Workspace): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    logger: silent,
    installerOptions: { clientOptions },
  });
  const app = new App({
    token: BOT_TOKEN,
    receiver,
    deferInitialization: true,
    clientOptions,
    logger: silent,
  });
  await app.init();
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/** A client without manners: says only what the test says. */
async function connectPlainly(workspace: Workspace): Promise<{ socket: WebSocket; heard: Json[] }> {
  const { url = '' } = await clientOf(workspace.slack, APP_TOKEN).apps.connections.open();
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  const heard: Json[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await vi.waitFor(() =>
    expect(heard[0]).toMatchObject({ type: 'hello', num_connections: expect.any(Number) }),
  );
  return { socket, heard };
}

it('carries commands, clicks, views and events to Bolt and its acknowledgements back', async () => {
  const workspace = await startSocketWorkspace();
  const { slack, ids } = workspace;
  const app = await connectBolt(workspace);
  const seen: string[] = [];
  app.command(COMMAND, async ({ ack, client, command, respond }) => {
    await ack('at once');
    await respond({ text: 'a little later', replace_original: true });
    const blocks = [
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, text: plain('Go'), action_id: 'go' }],
      },
    ];
    await client.chat.postMessage({ channel: command.channel_id, text: 'x', blocks });
  });
  app.action('go', async ({ ack, body, client }) => {
    await ack();
    seen.push(`clicked by ${body.user.id}`);
    // Bolt's type covers bodies without a trigger, which clicks are not.
    const { trigger_id } = body as typeof body & { trigger_id: string };
    const input = {
      type: 'input' as const,
      block_id: 'b',
      label: plain('B'),
      element: { type: 'plain_text_input' as const, action_id: 'a' },
    };
    await client.views.open({
      trigger_id,
      view: { type: 'modal', callback_id: 'form', title: plain('T'), submit: plain('S'), blocks: [input] },
    });
  });
  app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { b: 'no' } }));
  app.event('app_home_opened', async ({ event }) => {
    seen.push(`home of ${event.user}`);
  });

  expect(await slack.as('alice').command(COMMAND, 'go', 'open')).toEqual({
    status: 200,
    text: 'at once',
    blocks: [],
  });
  await vi.waitFor(() => expect(slack.channel('open').messages).toHaveLength(2));
  const [answer, message] = slack.channel('open').messages;
  expect(answer).toMatchObject({ text: 'a little later', edited: true, onlyFor: ids.alice });
  await slack.as('bob').click({ conversation: ids.open, ts: message?.ts ?? '' }, 'Go');
  await vi.waitFor(() => expect(slack.snapshot().modals).toHaveLength(1));
  expect(await slack.as('bob').submit({ b: 'yes' })).toEqual({ errors: { b: 'no' } });
  await slack.as('alice').openHome();
  await vi.waitFor(() => expect(seen).toEqual([`clicked by ${ids.bob}`, `home of ${ids.alice}`]));
  expect(
    slack.deliveries
      .filter(({ kind }) => kind !== 'response')
      .map(({ kind, over, status }) => [kind, over, status]),
  ).toEqual([
    ['command', 'socket', 200],
    ['interaction', 'socket', 200],
    ['interaction', 'socket', 200],
    ['event', 'socket', 200],
  ]);
  slack.assertNothingUnforeseen();
});

it('gives addresses to app tokens alone, each good for one connection', async () => {
  const workspace = await startSocketWorkspace();
  const { slack } = workspace;
  const { url = '' } = await clientOf(slack, APP_TOKEN).apps.connections.open();
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
  expect(await refusal(clientOf(slack, APP_TOKEN).chat.postMessage({ channel: 'open', text: 'x' }))).toBe(
    'not_allowed_token_type',
  );
  const attempt = (): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(url);
      onTestFinished(() => socket.terminate());
      socket.on('open', () => resolve('open'));
      socket.on('error', (error) => resolve(error.message));
    });
  expect(await attempt()).toBe('open');
  expect(await attempt()).toContain('408');
});

it('sends envelopes with ids, and events again that nobody acknowledged', async () => {
  const workspace = await startSocketWorkspace();
  const { slack, pass } = workspace;
  const { socket, heard } = await connectPlainly(workspace);
  const typed = slack.as('alice').command(COMMAND, 'help', 'open');
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard[1]).toMatchObject({
    type: 'slash_commands',
    envelope_id: expect.any(String),
    accepts_response_payload: true,
    payload: { command: COMMAND, text: 'help' },
  });
  socket.send(JSON.stringify({ envelope_id: heard[1]?.envelope_id, payload: { text: 'here' } }));
  expect(await typed).toMatchObject({ status: 200, text: 'here' });

  slack.as('alice').archive('elsewhere');
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  expect(heard[2]).toMatchObject({
    type: 'events_api',
    accepts_response_payload: false,
    retry_attempt: 0,
    retry_reason: '',
  });
  socket.terminate();
  await slack.settled();
  const next = await connectPlainly(workspace);
  pass(60_000);
  const settled = slack.settled();
  await vi.waitFor(() => expect(next.heard).toHaveLength(2));
  expect(next.heard[1]).toMatchObject({
    retry_attempt: 2,
    retry_reason: 'timeout',
    payload: { event: { type: 'channel_archive' } },
  });
  next.socket.send(JSON.stringify({ envelope_id: next.heard[1]?.envelope_id }));
  await settled;
  expect(slack.deliveries.at(-1)).toMatchObject({ kind: 'event', over: 'socket', status: 200, answer: null });
});

it('holds what nobody asked for against the test', async () => {
  const workspace = await startSocketWorkspace();
  const { slack } = workspace;
  const { socket } = await connectPlainly(workspace);
  socket.send('nonsense');
  socket.send(JSON.stringify({ envelope_id: 'unknown' }));
  await vi.waitFor(() => expect(slack.journal.unforeseen).toHaveLength(2));
  expect(slack.journal.unforeseen[0]).toEqual({ what: 'the message nonsense', where: 'Socket Mode' });
});

it('tells connections to come again, cuts them when it goes down, and fails commands without any', async () => {
  const workspace = await startSocketWorkspace();
  const { slack } = workspace;
  const { socket, heard } = await connectPlainly(workspace);
  slack.refreshSockets();
  await vi.waitFor(() =>
    expect(heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' }),
  );
  const closed = new Promise((resolve) => socket.once('close', resolve));
  slack.faults.down(true);
  await closed;
  expect(await slack.as('alice').command(COMMAND, '', 'open')).toMatchObject({
    status: 0,
    text: expect.stringContaining('failed'),
  });
});
