import { isValidSlackRequest } from '@slack/bolt';
import { expect, it } from 'vitest';
import {
  ALL_SCOPES,
  type App,
  SIGNING_SECRET,
  startApp,
  startWorkspace,
  type Workspace,
} from './workspace.ts';

const EVENTS = [
  'app_home_opened',
  'link_shared',
  'channel_archive',
  'channel_unarchive',
  'message.channels',
  'message.im',
];

/** An app that listens already when it is installed: the first thing it hears is the check of its address. */
async function listening(more: object = {}): Promise<Workspace & { app: App }> {
  const app = await startApp();
  const workspace = await startWorkspace({
    requestUrl: app.url,
    events: EVENTS,
    unfurlDomains: ['gitlab.example'],
    ...more,
  });
  await workspace.slack.settled();
  return { ...workspace, app };
}

function events(app: App): unknown[] {
  return app.received.filter(({ json }) => json.type === 'event_callback').map(({ json }) => json.event);
}

it('begins with a check of the address, and again when it moves', async () => {
  const { slack, app } = await listening();
  expect(app.received[0]?.json).toEqual({
    type: 'url_verification',
    token: expect.any(String),
    challenge: expect.any(String),
  });
  const next = await startApp();
  slack.configureApp({ requestUrl: next.url });
  await slack.settled();
  expect(next.received[0]?.json.type).toBe('url_verification');
});

it('wraps events in an envelope with an id, as signed JSON', async () => {
  const { slack, app, ids, now } = await listening();
  slack.as('alice').archive('elsewhere');
  await slack.settled();
  const received = app.received.at(-1);
  expect(received?.headers['content-type']).toBe('application/json');
  const valid = isValidSlackRequest({
    signingSecret: SIGNING_SECRET,
    body: received?.raw ?? '',
    headers: {
      'x-slack-signature': String(received?.headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(received?.headers['x-slack-request-timestamp']),
    },
    nowMilliseconds: now().getTime(),
  });
  expect(valid).toBe(true);
  expect(received?.json).toMatchObject({
    type: 'event_callback',
    team_id: slack.snapshot().team.id,
    event_id: expect.stringMatching(/^Ev0/),
    event_time: now().getTime() / 1000,
    authorizations: [{ user_id: ids.bot, is_bot: true }],
    event: { type: 'channel_archive', channel: ids.elsewhere, user: ids.alice, event_ts: expect.any(String) },
  });
  slack.as('alice').unarchive('elsewhere');
  await slack.settled();
  expect(events(app).at(-1)).toMatchObject({ type: 'channel_unarchive', channel: ids.elsewhere });
});

it('tells when somebody opens App Home, with what is published there', async () => {
  const { slack, app, client, ids } = await listening();
  await slack.as('bob').openHome();
  expect(events(app)).toMatchObject([
    { type: 'app_home_opened', user: ids.bob, tab: 'home', channel: expect.stringMatching(/^D0/) },
  ]);
  expect(events(app)[0]).not.toHaveProperty('view');
  await client.views.publish({ user_id: ids.bob, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await slack.as('bob').openHome();
  expect(events(app).at(-1)).toMatchObject({ view: { type: 'home' } });
});

it('tells of links of registered domains, and of messages where the bot is in', async () => {
  const { slack, app, ids } = await listening();
  const { ts } = await slack
    .as('alice')
    .say('open', 'see <https://gitlab.example/3|three> https://other.example/x');
  expect(events(app)).toMatchObject([
    { type: 'message', channel_type: 'channel', channel: ids.open, user: ids.alice, ts },
    {
      type: 'link_shared',
      channel: ids.open,
      message_ts: ts,
      is_bot_user_member: true,
      links: [{ domain: 'gitlab.example', url: 'https://gitlab.example/3' }],
    },
  ]);
  await slack.as('alice').say('elsewhere', 'https://gitlab.example/4');
  expect(events(app).slice(2)).toMatchObject([{ type: 'link_shared', is_bot_user_member: false }]);
  await slack.as('bob').say('@incident-review', 'hello');
  expect(events(app).at(-1)).toMatchObject({ type: 'message', channel_type: 'im' });
});

it('tells nothing that was not subscribed, or needs a scope that is missing', async () => {
  const { slack, app } = await listening({
    events: ['channel_archive', 'link_shared', 'group_archive'],
    scopes: ['groups:read'],
  });
  await slack.as('alice').say('open', 'https://gitlab.example/3');
  slack.as('alice').archive('open');
  slack.as('alice').archive('secret');
  await slack.settled();
  expect(events(app)).toEqual([]);
  slack.configureApp({ scopes: ALL_SCOPES });
  slack.as('alice').unarchive('secret');
  slack.as('alice').invite('secret', 'incident-review');
  slack.as('alice').archive('secret');
  await slack.settled();
  expect(events(app)).toMatchObject([{ type: 'group_archive' }]);
  slack.configureApp({ revoked: true });
  slack.as('alice').archive('elsewhere');
  await slack.settled();
  expect(events(app)).toHaveLength(1);
});

it('sends a failed event again: at once, after a minute, after five, and no more', async () => {
  const { slack, app, pass } = await listening();
  app.answerWith({ status: 500 });
  slack.as('alice').archive('elsewhere');
  await slack.settled();
  const retries = () =>
    app.received
      .filter(({ json }) => json.type === 'event_callback')
      .map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
  expect(retries()).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
  ]);
  pass(59_999);
  await slack.settled();
  expect(retries()).toHaveLength(2);
  app.answerWith(null);
  pass(1);
  await slack.settled();
  expect(retries()).toHaveLength(3);
  pass(300_000);
  await slack.settled();
  pass(3_600_000);
  await slack.settled();
  expect(retries().slice(2)).toEqual([
    ['2', 'http_error'],
    ['3', 'connection_failed'],
  ]);
  const bodies = app.received.filter(({ json }) => json.type === 'event_callback').map(({ raw }) => raw);
  expect(new Set(bodies).size).toBe(1);
  expect(slack.deliveries.filter(({ kind }) => kind === 'event').map(({ status }) => status)).toEqual([
    200,
    500,
    500,
    null,
    null,
  ]);
});

it('stops sending again when an app took it, or asks for it', async () => {
  const { slack, app, pass } = await listening();
  app.answerWith({ status: 500, headers: { 'x-slack-no-retry': '1' } });
  slack.as('alice').archive('elsewhere');
  await slack.settled();
  expect(events(app)).toHaveLength(1);
  app.answerWith({ status: 500 });
  slack.as('alice').archive('open');
  await slack.settled();
  app.answerWith({});
  pass(60_000);
  await slack.settled();
  pass(600_000);
  await slack.settled();
  expect(events(app)).toHaveLength(4);
});
