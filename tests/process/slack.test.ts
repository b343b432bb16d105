import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import type { GitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import type { SlackDouble } from '../../src/sandbox/slack/index.ts';
import { project } from '../stories/stage.ts';
import { type Running, start } from './command-line.ts';
import {
  botToken,
  buildSurroundings,
  type Surroundings,
  signingSecret,
  webhookToken,
} from './surroundings.ts';

const appToken = 'xapp-1-A0BOT-of-the-process-tests';
const Ready = z.object({ ready: z.boolean(), slack: z.string() });

let surroundings: Surroundings;
let folder: string;
let gitlab: GitLabDouble;
let slack: SlackDouble;
let running: Running[];

beforeEach(async () => {
  running = [];
  surroundings = await buildSurroundings();
  ({ folder, gitlab, slack } = surroundings);
});

afterEach(async () => {
  for (const one of running) one.process.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await surroundings.close();
  slack.assertNothingUnforeseen();
  gitlab.assertNothingUnforeseen();
});

async function serve(env: Record<string, string>): Promise<{ service: Running; url: string }> {
  const service = start(['serve'], {
    cwd: folder,
    env: { ...surroundings.env, ...env },
  });
  running.push(service);
  const [, url = ''] = await service.prints(/"url":"([^"]+)","admin":"([^"]+)"/);
  gitlab.addHook(project, { url: `${url}/webhooks/gitlab`, token: webhookToken });
  return { service, url };
}

function install(over: Partial<Parameters<SlackDouble['installApp']>[0]> = {}): void {
  slack.installApp({
    botToken,
    scopes: [...requiredScopes, ...optionalScopes],
    commands: [{ command: '/incident-review', shouldEscape: true }],
    ...over,
  });
}

const slackLine = async (url: string) => Ready.parse(await (await fetch(`${url}/readyz`)).json()).slack;
const inChannel = () => slack.channel('incident-reviews').messages;
const help = () => slack.as('dora').command('/incident-review', 'help', 'incident-reviews');

function closeAnIncident(): void {
  const draft = { title: 'Runner verification answers 500', labels: ['severity::1'] };
  gitlab.as('dora').close(gitlab.as('dora').createIncident(project, draft));
}

const reviewOpened = () =>
  vi.waitFor(
    () => {
      const titles = gitlab.snapshot().projects.flatMap(({ issues }) => issues.map(({ title }) => title));
      expect(titles).toContain('Incident Review: Runner verification answers 500');
    },
    { timeout: 10_000 },
  );

async function stopped({ service }: { service: Running }): Promise<void> {
  service.process.kill('SIGTERM');
  const { code, err } = await service.ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
}

describe('serve with Slack', () => {
  test('by HTTP announces a review, and answers a command for its caller alone', async () => {
    const served = await serve({ SLACK_SIGNING_SECRET: signingSecret });
    install({ signingSecret, requestUrl: `${served.url}/slack/events` });
    closeAnIncident();
    await vi.waitFor(() => expect(inChannel()).toHaveLength(1), { timeout: 10_000 });
    expect((await help()).status).toBe(200);
    await vi.waitFor(() => expect(inChannel()).toHaveLength(2));
    expect(inChannel().map(({ onlyFor }) => onlyFor !== null)).toEqual([false, true]);
    await vi.waitFor(async () => expect(await slackLine(served.url)).toMatch(/^ok, last request at 2/));
    await stopped(served);
  });

  test('by Socket Mode does the same, with no door to the world', async () => {
    install({ appToken });
    const served = await serve({ SLACK_APP_TOKEN: appToken });
    await vi.waitFor(async () => expect(await slackLine(served.url)).toBe('ok'), { timeout: 10_000 });
    expect((await fetch(`${served.url}/slack/events`, { method: 'POST' })).status).toBe(404);
    await help();
    await vi.waitFor(() => expect(inChannel()).toHaveLength(1));
    await stopped(served);
  });
});

describe('a Slack that is of no use stops nothing of GitLab’s:', () => {
  test.each([
    ['both tokens are wrong', () => undefined, /slack-unauthorized/],
    ['it cannot be reached', () => slack.faults.down(true), /slack-unreachable/],
  ])('%s', async (_what, spoil, line) => {
    install({ botToken: 'xoxb-another', appToken: 'xapp-another' });
    spoil();
    const served = await serve({ SLACK_APP_TOKEN: appToken });
    closeAnIncident();
    await reviewOpened();
    await vi.waitFor(async () => expect(await slackLine(served.url)).toMatch(line));
    expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
    await stopped(served);
  });
});
