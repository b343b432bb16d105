import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Storage } from '../../../src/ports/storage.ts';
import { clickBody, commandBody, eventBody, signedBySlack } from '../../fakes/signed-slack.ts';
import { aDatabase, aResponseUrl, type HttpDoor, now, openHttpDoor, signingSecret } from './open-door.ts';

let database: Awaited<ReturnType<typeof aDatabase>>;
let slack: Awaited<ReturnType<typeof aResponseUrl>>;
let storage: Storage;
let open: HttpDoor;

beforeEach(async () => {
  database = await aDatabase();
  slack = await aResponseUrl();
  storage = await database.open();
  open = await openHttpDoor(storage, slack.url);
});
afterEach(async () => {
  await open.close();
  await slack.close();
  await database.remove();
});

const help = () => commandBody({ response_url: slack.url });
const empty = { status: 200, type: null, text: '' };
const sentences = () => open.lines.filter(({ level }) => level !== 'debug').map(({ sentence }) => sentence);

describe('a command', () => {
  it('is acknowledged at once, and answered for its caller alone', async () => {
    expect(await open.send(help())).toEqual(empty);
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    expect(slack.heard).toEqual([
      {
        response_type: 'ephemeral',
        text: expect.stringContaining('`/incident-review help`'),
        blocks: expect.arrayContaining([expect.objectContaining({ type: 'rich_text' })]),
      },
    ]);
    expect(sentences()).toEqual([]);
  });

  it('that is unknown gets the nearest one', async () => {
    await open.send(commandBody({ response_url: slack.url, text: 'halp' }));
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    expect(slack.heard).toMatchObject([{ text: expect.stringContaining('Did you mean') }]);
  });

  it('by another name is answered too', async () => {
    expect(await open.send(commandBody({ response_url: slack.url, command: '/other' }))).toEqual(empty);
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    expect(slack.heard).toMatchObject([{ text: expect.stringContaining('`/other` is not what') }]);
  });

  it.each([
    'application/x-www-form-urlencoded; charset=utf-8',
    'application/x-www-form-urlencoded;charset=UTF-8',
    'text/plain',
  ])('may come as %s', async (contentType) => {
    expect(await open.send(help(), { contentType })).toEqual(empty);
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
  });

  it('whose answer nobody takes is logged once, and was acknowledged all the same', async () => {
    expect(await open.send(commandBody({ response_url: 'http://127.0.0.1:1/' }))).toEqual(empty);
    await vi.waitFor(() => expect(sentences()).toEqual(['What Slack sent could not be worked off']));
  });
});

describe('a click', () => {
  it('on a button that only leads somewhere is acknowledged', async () => {
    expect(await open.send(clickBody())).toEqual(empty);
    expect(await open.send(clickBody({ type: 'view_submission', view: {}, actions: undefined }))).toEqual(
      empty,
    );
    expect(await open.send(clickBody({ type: 'shortcut', actions: undefined }))).toEqual(empty);
    expect(sentences()).toEqual([]);
  });

  it('of a kind that nobody knows is acknowledged, and noted', async () => {
    expect(await open.send(clickBody({ type: 'holographic_gesture', actions: undefined }))).toEqual(empty);
    expect(sentences()).toEqual(['Slack’s library warns']);
  });
});

describe('an event', () => {
  it('is acknowledged', async () => {
    const contentType = 'application/json';
    expect(await open.send(eventBody(), { contentType })).toEqual(empty);
  });

  it('counts once when Slack tries again with a new signature', async () => {
    const contentType = 'application/json';
    await open.send(eventBody(), { contentType });
    open.clock.advance(60_000);
    const again = signedBySlack({
      secret: signingSecret,
      at: open.clock.now(),
      body: eventBody(),
      contentType,
    });
    again.headers['x-slack-retry-num'] = '1';
    again.headers['x-slack-retry-reason'] = 'http_timeout';
    expect(await open.post(again)).toEqual(empty);
    expect(open.lines).toContainEqual({
      level: 'info',
      fields: { kind: 'event_callback', event: 'app_home_opened', retryNum: 1, retryReason: 'http_timeout' },
      sentence: 'Slack sent what was worked off before',
    });
  });
});

describe('Slack’s questions about the address', () => {
  it('are answered: with its own word', async () => {
    const body = JSON.stringify({ type: 'url_verification', token: 'x', challenge: 'say-this-back' });
    const answer = await open.send(body, { contentType: 'application/json' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ challenge: 'say-this-back' });
  });

  it('are not answered to anybody else', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'say-this-back' });
    const answer = await open.send(body, { secret: 'guessed' });
    expect(answer).toMatchObject({ status: 401, text: '{"error":"unauthorized"}' });
  });

  it('about the certificate are answered unsigned, and nothing that comes along is done', async () => {
    const body = `ssl_check=1&${help()}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await open.post({ method: 'POST', headers, body })).toEqual(empty);
    await open.send(help());
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
  });
});

describe('what is not Slack’s', () => {
  it.each([
    ['a wrong secret', { secret: 'guessed' }],
    ['a timestamp of six minutes ago', { at: '2026-05-28T06:05:46.057Z' }],
    ['a timestamp of the future', { at: '2026-05-28T06:17:46.057Z' }],
  ])('is refused: %s', async (_what, options) => {
    const answer = await open.send(help(), options);
    expect(answer).toMatchObject({ status: 401, text: '{"error":"unauthorized"}' });
    expect(sentences()).toEqual(['A request to Slack’s door was refused']);
    expect(slack.heard).toEqual([]);
  });

  it('is refused by its size alone', async () => {
    const answer = await open.send(`text=${'x'.repeat(1024 * 1024)}`);
    expect(answer).toMatchObject({ status: 413, text: '{"error":"too-large"}' });
  });

  it.each([
    ['broken JSON', '{"type":'],
    ['a payload that is no JSON', 'payload=%7B'],
    ['a payload that is a list', 'payload=%5B%5D'],
    ['nothing', ''],
  ])('is unreadable: %s', async (_what, body) => {
    expect(await open.send(body)).toMatchObject({ status: 400, text: '{"error":"unreadable"}' });
  });

  it('is unreadable: bytes that are no text', async () => {
    const answer = await open.post({ method: 'POST', body: new Uint8Array([0xff, 0xfe, 0x00]) });
    expect(answer).toMatchObject({ status: 400, text: '{"error":"not-utf-8"}' });
  });

  it('says nothing of the body in the log', async () => {
    await open.send('text=a-word-of-mine&command=', { secret: 'guessed' });
    await open.send(help());
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    const logged = JSON.stringify(open.lines);
    for (const secret of ['a-word-of-mine', 'legacy-and-of-no-use', slack.url, 'c0ffee', signingSecret]) {
      expect(logged).not.toContain(secret);
    }
  });
});

describe('the path', () => {
  it('takes nothing but POST', async () => {
    const answer = await fetch(`${open.server.url}/slack/events`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('says on the slack line whether Slack finds it', async () => {
    expect(open.door.line()).toBe('ok, nothing has come in yet');
    await open.send(help(), { secret: 'guessed' });
    expect(open.door.line()).toBe('ok, nothing has come in yet');
    await open.send(help());
    expect(open.door.line()).toBe(`ok, last request at ${now}`);
  });
});

it('a long body without a signature is refused, whatever it asks: nothing in it is read', async () => {
  // Reading it as a form would take seconds, in which nobody else is answered.
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = `ssl_check=1&${'a&'.repeat(500)}`;
  expect((await open.post({ method: 'POST', headers, body })).status).toBe(401);
});
