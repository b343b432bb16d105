import { isValidSlackRequest } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import {
  type App,
  type Received,
  SIGNING_SECRET,
  startApp,
  startWorkspace,
  type Workspace,
} from './workspace.ts';

const COMMAND = '/incident-review';

async function startWithCommand(shouldEscape = false): Promise<Workspace & { app: App }> {
  const app = await startApp();
  const commands = [{ command: COMMAND, shouldEscape }];
  return { ...(await startWorkspace({ requestUrl: app.url, commands })), app };
}

function first(app: App): Received {
  const [received] = app.received;
  if (!received) throw new Error('the app received nothing');
  return received;
}

describe('a slash command', () => {
  it('is a signed form with a trigger and a response URL', async () => {
    const { slack, app, ids, now } = await startWithCommand();
    await slack.as('alice').command(COMMAND, 'list mine', 'open');
    const { headers, raw, form } = first(app);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(headers['x-slack-request-timestamp']).toBe(String(now().getTime() / 1000));
    const signed = {
      signingSecret: SIGNING_SECRET,
      body: raw,
      headers: {
        'x-slack-signature': String(headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: now().getTime(),
    };
    expect(isValidSlackRequest(signed)).toBe(true);
    expect(isValidSlackRequest({ ...signed, body: `${raw}x` })).toBe(false);
    expect(Object.fromEntries(form)).toMatchObject({
      command: COMMAND,
      text: 'list mine',
      channel_id: ids.open,
      channel_name: 'open',
      user_id: ids.alice,
      user_name: 'alice',
      team_domain: 'acme',
      is_enterprise_install: 'false',
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
      response_url: expect.stringContaining(`${slack.url}/commands/`),
    });
    slack.assertNothingUnforeseen();
  });

  it('comes from private channels and direct conversations under Slack’s names for them', async () => {
    const { slack, app } = await startWithCommand();
    await slack.as('alice').command(COMMAND, 'help', 'secret');
    await slack.as('bob').command(COMMAND, 'help', null);
    expect(app.received.map(({ form }) => form.get('channel_name'))).toEqual([
      'privategroup',
      'directmessage',
    ]);
    const [direct] = slack.snapshot().directs;
    expect(app.received[1]?.form.get('channel_id')).toBe(direct?.id);
  });

  it('names people, channels and links by their ids only where it should escape', async () => {
    const text = 'assign #12 @bob in #open & <now> https://gitlab.example/x @nobody';
    const plain = await startWithCommand(false);
    await plain.slack.as('alice').command(COMMAND, text, 'open');
    expect(first(plain.app).form.get('text')).toBe(text);
    const escaped = await startWithCommand(true);
    await escaped.slack.as('alice').command(COMMAND, text, 'open');
    const { bob, open } = escaped.ids;
    expect(first(escaped.app).form.get('text')).toBe(
      `assign #12 <@${bob}|bob> in <#${open}|open> &amp; &lt;now&gt; <https://gitlab.example/x> @nobody`,
    );
  });

  it('shows the answer to its caller alone, unless it is meant for the channel', async () => {
    const { slack, app, ids } = await startWithCommand();
    const type = (text: string) => slack.as('alice').command(COMMAND, text, 'open');
    expect(await type('nothing')).toEqual({ status: 200, text: null, blocks: [] });
    app.answerWith({ body: 'plain words' });
    expect(await type('words')).toEqual({ status: 200, text: 'plain words', blocks: [] });
    const blocks = [{ type: 'divider' }];
    app.answerWith({ body: { response_type: 'in_channel', text: 'for all', blocks } });
    expect(await type('loud')).toEqual({ status: 200, text: 'for all', blocks });
    expect(slack.channel('open').messages.map(({ text, onlyFor, user }) => [text, onlyFor, user])).toEqual([
      ['plain words', ids.alice, ids.bot],
      ['for all', null, ids.bot],
    ]);
    expect(slack.deliveries.map(({ kind, over, status, answer }) => [kind, over, status, answer])).toEqual([
      ['command', 'http', 200, null],
      ['command', 'http', 200, 'plain words'],
      ['command', 'http', 200, { response_type: 'in_channel', text: 'for all', blocks }],
    ]);
  });

  it('fails in Slackbot’s words when the app does', async () => {
    const { slack, app } = await startWithCommand();
    const type = () => slack.as('alice').command(COMMAND, '', 'open');
    app.answerWith({ status: 500, body: 'oops' });
    expect(await type()).toMatchObject({
      status: 500,
      text: `${COMMAND} failed with the error "dispatch_failed"`,
    });
    app.answerWith(null);
    expect(await type()).toMatchObject({
      status: 0,
      text: `${COMMAND} failed with the error "dispatch_failed"`,
    });
    expect(slack.channel('open').messages).toEqual([]);
  });

  it('answered with what is no message is held against the test', async () => {
    const { slack, app } = await startWithCommand();
    app.answerWith({ body: { blocks: [{ type: 'bogus' }] } });
    expect(await slack.as('alice').command(COMMAND, '', 'open')).toEqual({
      status: 200,
      text: null,
      blocks: [],
    });
    expect(slack.journal.unforeseen).toMatchObject([{ where: `the answer to ${COMMAND}` }]);
  });

  it('cannot be typed where it is unknown, or nobody could write', async () => {
    const { slack } = await startWithCommand();
    await expect(slack.as('alice').command('/other', '', 'open')).rejects.toThrow('no command /other');
    await expect(slack.as('bob').command(COMMAND, '', 'secret')).rejects.toThrow('bob is not in #secret');
    slack.as('alice').archive('open');
    await expect(slack.as('alice').command(COMMAND, '', 'open')).rejects.toThrow('archived');
  });
});

describe('a response URL', () => {
  async function typed(): Promise<Workspace & { post(body: unknown): Promise<[number, string]> }> {
    const workspace = await startWithCommand();
    await workspace.slack.as('alice').command(COMMAND, 'list', 'open');
    const url = first(workspace.app).form.get('response_url') ?? '';
    const post = async (body: unknown): Promise<[number, string]> => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      });
      return [answer.status, await answer.text()];
    };
    return { ...workspace, post };
  }

  it('takes answers for the caller or the channel, changes the first one and removes it', async () => {
    const { slack, ids, post } = await typed();
    expect(await post({ text: 'working' })).toEqual([200, 'ok']);
    await post({ text: 'for all', response_type: 'in_channel' });
    await post({ text: 'done', replace_original: true });
    const shown = () => slack.channel('open').messages.map(({ text, onlyFor }) => [text, onlyFor]);
    expect(shown()).toEqual([
      ['done', ids.alice],
      ['for all', null],
    ]);
    await post({ delete_original: true });
    expect(shown()).toEqual([['for all', null]]);
    expect(slack.deliveries.filter(({ kind }) => kind === 'response')).toMatchObject([
      { over: 'http', status: 200, body: { text: 'working' }, answer: 'ok' },
      {},
      {},
      { body: { delete_original: true } },
    ]);
  });

  it('is good five times', async () => {
    const { post } = await typed();
    const answers = [];
    for (let use = 0; use < 6; use += 1) answers.push(await post({ text: String(use) }));
    expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 200, 200, 404]);
    expect(answers[5]?.[1]).toBe('{"ok":false,"error":"used_url"}');
  });

  it('is good for half an hour', async () => {
    const { post, pass } = await typed();
    pass(30 * 60_000);
    expect((await post({ text: 'in time' }))[0]).toBe(200);
    pass(1);
    expect(await post({ text: 'late' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });

  it('refuses what is no message', async () => {
    const { slack, post } = await typed();
    expect(await post('nonsense')).toEqual([400, '{"ok":false,"error":"invalid_payload"}']);
    expect(await post([])).toEqual([400, '{"ok":false,"error":"invalid_payload"}']);
    expect(await post({})).toEqual([400, '{"ok":false,"error":"no_text"}']);
    expect((await post({ blocks: [{ type: 'bogus' }] }))[1]).toContain('invalid_blocks');
    expect((await fetch(`${slack.url}/commands/T0/1/x`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect(slack.channel('open').messages).toEqual([]);
  });
});
