import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withinSlack } from '../../../src/http/slack/within-slack.ts';
import { commandBody } from '../../fakes/signed-slack.ts';
import { aDatabase, aResponseUrl, type HttpDoor, openHttpDoor } from './open-door.ts';

describe('Slack is asked', () => {
  const asked: string[] = [];
  const recording: typeof fetch = async (input, init) => {
    asked.push(`${input} ${init?.redirect}`);
    return new Response('ok');
  };
  afterEach(() => {
    asked.length = 0;
  });

  it.each([
    [null, 'https://slack.com/api/chat.postMessage'],
    [null, 'https://hooks.slack.com/commands/T0/1/x'],
    [null, 'https://hooks.slack-gov.com/commands/T0/1/x'],
    ['http://slack-proxy.internal:8080/api/', 'http://slack-proxy.internal:8080/commands/1'],
    ['http://slack-proxy.internal:8080/api/', 'https://hooks.slack.com/commands/T0/1/x'],
  ])('with %s configured, at %s, and no redirect is followed', async (apiUrl, url) => {
    await withinSlack(apiUrl, recording)(url);
    expect(asked).toEqual([`${url} error`]);
  });

  it.each([
    [null, 'http://169.254.169.254/latest/meta-data/'],
    [null, 'http://hooks.slack.com/commands/T0/1/x'],
    [null, 'https://hooks.slack.com:8443/commands/T0/1/x'],
    [null, 'https://slack.com.example.com/'],
    [null, 'https://notslack.com/'],
    [null, 'https://slack.com@example.com/'],
    ['http://slack-proxy.internal:8080/api/', 'http://slack-proxy.internal/commands/1'],
    ['http://slack-proxy.internal:8080/api/', 'http://sub.slack-proxy.internal:8080/commands/1'],
  ])('with %s configured, never at %s', async (apiUrl, url) => {
    await expect(withinSlack(apiUrl, recording)(url)).rejects.toThrow('is no address of Slack');
    expect(asked).toEqual([]);
  });
});

describe('a command with Slack’s own signature', () => {
  let database: Awaited<ReturnType<typeof aDatabase>>;
  let slack: Awaited<ReturnType<typeof aResponseUrl>>;
  let elsewhere: Awaited<ReturnType<typeof aResponseUrl>>;
  let open: HttpDoor;
  const opened: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    database = await aDatabase();
    elsewhere = await aResponseUrl();
    slack = await aResponseUrl({ status: 307, headers: { location: elsewhere.url } });
    open = await openHttpDoor(await database.open(), slack.url);
    opened.push(open, slack, elsewhere);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await database.remove();
  });

  const failed = () =>
    vi.waitFor(() =>
      expect(open.lines.map(({ sentence }) => sentence)).toContain('What Slack sent could not be worked off'),
    );

  it('is not answered at another place than Slack, whatever it names', async () => {
    expect((await open.send(commandBody({ response_url: elsewhere.url }))).status).toBe(200);
    await failed();
    expect([slack.heard, elsewhere.heard]).toEqual([[], []]);
  });

  it('is not answered where Slack’s answer leads on to', async () => {
    await open.send(commandBody({ response_url: slack.url }));
    await failed();
    expect(slack.heard).toHaveLength(1);
    expect(elsewhere.heard).toEqual([]);
  });
});
