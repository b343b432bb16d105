import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/domain/problems.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { commandBody, eventBody, signedBySlack } from '../../fakes/signed-slack.ts';
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

describe('the same request again', () => {
  it('is answered like the first, and does nothing', async () => {
    const request = signedBySlack({ secret: signingSecret, at: now, body: help() });
    expect(await open.post(request)).toEqual(empty);
    open.clock.advance(299_000);
    expect(await open.post(request)).toEqual(empty);
    expect(await open.send(commandBody({ response_url: slack.url, text: 'halp' }))).toEqual(empty);
    await vi.waitFor(() => expect(slack.heard).toHaveLength(2));
    expect(slack.heard).toMatchObject([{}, { text: expect.stringContaining('Did you mean') }]);
  });

  it('is known by what was signed, whatever else was changed', async () => {
    const request = signedBySlack({ secret: signingSecret, at: now, body: help() });
    await open.post(request);
    const { headers } = request;
    const timestamp = `0${headers['x-slack-request-timestamp']}`;
    for (const changed of [
      { 'content-type': 'application/json' },
      { 'x-slack-request-timestamp': timestamp },
      { 'x-slack-retry-num': '3' },
    ]) {
      expect(await open.post({ ...request, headers: { ...headers, ...changed } })).toEqual(empty);
    }
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    await open.door.stop(1_000);
    expect(slack.heard).toHaveLength(1);
  });

  it('is known after a restart, and to a second process', async () => {
    const request = signedBySlack({ secret: signingSecret, at: now, body: help() });
    const second = await openHttpDoor(await database.open(), slack.url);
    await open.post(request);
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    expect(await second.post(request)).toEqual(empty);
    await open.close();
    await storage.close();
    open = await openHttpDoor(await database.open(), slack.url);
    expect(await open.post(request)).toEqual(empty);
    await second.close();
    expect(slack.heard).toHaveLength(1);
  });

  it('at the same moment runs once', async () => {
    const second = await openHttpDoor(await database.open(), slack.url);
    const request = signedBySlack({ secret: signingSecret, at: now, body: help() });
    const answers = await Promise.all([open, second, open, second].map((one) => one.post(request)));
    expect(answers).toEqual([empty, empty, empty, empty]);
    await vi.waitFor(() => expect(slack.heard).toHaveLength(1));
    await Promise.all([open.door.stop(1_000), second.close()]);
    expect(slack.heard).toHaveLength(1);
  });
});

describe('while nothing can be written down', () => {
  const broken: Pick<Storage, 'seenBefore'> = {
    seenBefore: () => Promise.reject(new Problem('storage-unavailable', 'the disk is full')),
  };

  it('events are left to Slack, which sends them again', async () => {
    const door = await openHttpDoor(broken, slack.url);
    const answer = await door.send(eventBody(), { contentType: 'application/json' });
    expect(answer).toMatchObject({ status: 503, text: '{"error":"not taken in"}' });
    expect(door.lines).toMatchObject([{ level: 'error', fields: { event: 'app_home_opened' } }]);
    await door.close();
    expect(await open.send(eventBody(), { contentType: 'application/json' })).toEqual(empty);
  });

  it('whoever typed a command is told', async () => {
    const door = await openHttpDoor(broken, slack.url);
    const answer = await door.send(help());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      response_type: 'ephemeral',
      text: 'This could not be taken in at this moment. Please try again in a minute.',
    });
    await door.close();
    expect(slack.heard).toEqual([]);
  });

  it('Slack’s question about the address is answered all the same', async () => {
    const door = await openHttpDoor(broken, slack.url);
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c' });
    expect((await door.send(body)).status).toBe(200);
    await door.close();
  });
});
