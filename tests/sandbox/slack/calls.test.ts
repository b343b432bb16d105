import { expect, it } from 'vitest';
import {
  ALL_SCOPES,
  BOT_TOKEN,
  clientOf,
  refusal,
  refusalBody,
  silent,
  startWorkspace,
} from './workspace.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const BEARER = { authorization: `Bearer ${BOT_TOKEN}` };

async function ask(url: string, init: RequestInit): Promise<Record<string, unknown>> {
  const answer: Record<string, unknown> = JSON.parse(await (await fetch(url, init)).text());
  return answer;
}

it('says who the bot is', async () => {
  const { slack, client, ids } = await startWorkspace();
  expect(await client.auth.test()).toMatchObject({
    ok: true,
    url: `${slack.url}/`,
    team: 'Acme',
    user_id: ids.bot,
    team_id: slack.snapshot().team.id,
  });
});

it('takes tokens from the header or the form, and tells wrong ones apart', async () => {
  const { slack } = await startWorkspace({ appToken: 'xapp-1' });
  const url = `${slack.apiUrl}auth.test`;
  expect(await ask(url, { method: 'POST' })).toEqual({ ok: false, error: 'not_authed' });
  expect(await ask(url, { method: 'POST', headers: FORM, body: `token=${BOT_TOKEN}` })).toMatchObject({
    ok: true,
  });
  expect(await refusal(clientOf(slack, 'xoxb-of-another').auth.test())).toBe('invalid_auth');
  expect(await refusal(clientOf(slack, 'xapp-1').auth.test())).toBe('not_allowed_token_type');
  expect(await refusal(clientOf(slack).apps.connections.open())).toBe('not_allowed_token_type');
  slack.configureApp({ deactivated: true });
  expect(await refusal(clientOf(slack).auth.test())).toBe('account_inactive');
  slack.configureApp({ revoked: true });
  expect(await refusal(clientOf(slack).auth.test())).toBe('token_revoked');
});

it('names granted and accepted scopes in headers, and what is missing in the body', async () => {
  const { slack, client, ids } = await startWorkspace({ scopes: ['chat:write', 'users:read'] });
  const { response_metadata } = await client.users.info({ user: ids.alice });
  expect(response_metadata).toMatchObject({
    scopes: ['chat:write', 'users:read'],
    acceptedScopes: ['users:read'],
  });
  expect(await refusalBody(client.users.lookupByEmail({ email: 'alice@acme.example' }))).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read.email',
    provided: 'chat:write,users:read',
    response_metadata: { acceptedScopes: ['users:read.email'] },
  });
  expect(await refusalBody(client.conversations.info({ channel: ids.open }))).toMatchObject({
    needed: 'channels:read,groups:read,im:read,mpim:read',
  });
  slack.configureApp({ scopes: ALL_SCOPES });
  expect((await client.conversations.info({ channel: ids.open })).ok).toBe(true);
});

it('reads forms with JSON inside, JSON bodies, multipart forms and queries alike', async () => {
  const { slack, ids } = await startWorkspace();
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'hello' } }];
  const url = `${slack.apiUrl}chat.postMessage`;
  const form = new URLSearchParams({ channel: ids.open, text: 'form', blocks: JSON.stringify(blocks) });
  expect(
    await ask(url, { method: 'POST', headers: { ...FORM, ...BEARER }, body: form.toString() }),
  ).toMatchObject({ ok: true });
  const json = { 'content-type': 'application/json; charset=utf-8', ...BEARER };
  const body = JSON.stringify({ channel: ids.open, text: 'json', blocks });
  expect(await ask(url, { method: 'POST', headers: json, body })).toMatchObject({ ok: true });
  const multipart = new FormData();
  multipart.set('channel', ids.open);
  multipart.set('text', 'multipart');
  multipart.set('blocks', JSON.stringify(blocks));
  expect(await ask(url, { method: 'POST', headers: BEARER, body: multipart })).toMatchObject({ ok: true });
  expect(
    await ask(`${slack.apiUrl}conversations.info?channel=${ids.open}`, { headers: BEARER }),
  ).toMatchObject({ ok: true });
  const messages = slack.channel('open').messages.map(({ text, blocks: shown }) => ({ text, blocks: shown }));
  expect(messages).toEqual(['form', 'json', 'multipart'].map((text) => ({ text, blocks })));
  expect(slack.requests.slice(0, 3).map(({ args }) => args.blocks)).toEqual([blocks, blocks, blocks]);
  slack.assertNothingUnforeseen();
});

it('remarks on charsets as Slack does', async () => {
  const { slack } = await startWorkspace();
  const url = `${slack.apiUrl}auth.test`;
  const sent = (type: string, body: string) =>
    ask(url, { method: 'POST', headers: { 'content-type': type, ...BEARER }, body });
  expect(await sent('application/json', '{}')).toMatchObject({ ok: true, warning: 'missing_charset' });
  expect(await sent('application/x-www-form-urlencoded; charset=utf-8', 'a=')).toMatchObject({
    ok: true,
    response_metadata: { warnings: ['superfluous_charset'] },
  });
});

it('answers bodies that nobody can read, and holds them against the test', async () => {
  const { slack } = await startWorkspace();
  const url = `${slack.apiUrl}chat.postMessage`;
  const sent = (type: string, body: string) =>
    ask(url, { method: 'POST', headers: { 'content-type': type, ...BEARER }, body });
  expect(await sent('text/xml', '<a/>')).toEqual({ ok: false, error: 'invalid_post_type' });
  expect(await sent('application/json', '{')).toEqual({ ok: false, error: 'invalid_json' });
  expect(await sent('application/json', '[]')).toEqual({ ok: false, error: 'json_not_object' });
  expect(await sent('multipart/form-data', 'x')).toEqual({ ok: false, error: 'invalid_form_data' });
  expect(slack.journal.unforeseen).toHaveLength(4);
  expect(() => slack.assertNothingUnforeseen()).toThrow('chat.postMessage: a body of type text/xml');
});

it('does not read JSON where Slack takes forms alone', async () => {
  const { slack, ids } = await startWorkspace();
  const headers = { 'content-type': 'application/json; charset=utf-8', ...BEARER };
  const body = JSON.stringify({ user: ids.alice });
  expect(await ask(`${slack.apiUrl}users.info`, { method: 'POST', headers, body })).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] missing required field: user'] },
  });
  expect(slack.journal.unforeseen).toEqual([{ what: 'a JSON body', where: 'users.info' }]);
});

it('knows no other methods, and ignores arguments it does not know; both are held against the test', async () => {
  const { slack, client } = await startWorkspace();
  expect(await refusalBody(client.apiCall('reminders.add'))).toMatchObject({
    error: 'unknown_method',
    req_method: 'reminders.add',
  });
  expect((await client.apiCall('auth.test', { colour: 'red', team_id: 'T1' })).ok).toBe(true);
  expect(slack.journal.unforeseen).toEqual([
    { what: 'this method', where: 'reminders.add' },
    { what: 'argument colour', where: 'auth.test' },
  ]);
});

it('explains arguments of the wrong kind', async () => {
  const { client } = await startWorkspace();
  expect(await refusalBody(client.apiCall('users.list', { limit: 'many' }))).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] must be a valid integer [json-pointer:/limit]'] },
  });
  expect(
    await refusalBody(client.apiCall('chat.postMessage', { channel: 'C1', mrkdwn: 'maybe' })),
  ).toMatchObject({
    error: 'invalid_arguments',
  });
});

it('remembers the calls, without tokens, until they are forgotten', async () => {
  const { slack, client, ids } = await startWorkspace();
  await client.users.info({ user: ids.alice });
  await refusal(clientOf(slack, 'nobody', { logger: silent }).auth.test({ token: 'nobody' }));
  expect(slack.requests).toEqual([
    { method: 'users.info', args: { user: ids.alice }, answer: { status: 200, ok: true, error: null } },
    { method: 'auth.test', args: {}, answer: { status: 200, ok: false, error: 'invalid_auth' } },
  ]);
  slack.forgetRequests();
  expect(slack.requests).toEqual([]);
});
