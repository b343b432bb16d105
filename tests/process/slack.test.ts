import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { type SlackDouble, startSlackDouble } from '../../src/sandbox/slack/index.ts';
import { plainPolicy, project } from '../stories/stage.ts';
import { type Running, start } from './command-line.ts';

const webhookToken = 'a-webhook-token-of-the-tests';
const signingSecret = 'a-signing-secret-of-the-tests';
const botToken = 'xoxb-of-the-process-tests';
const appToken = 'xapp-1-A0BOT-of-the-process-tests';
const Ready = z.object({ ready: z.boolean(), slack: z.string() });

let folder: string;
let gitlab: GitLabDouble;
let slack: SlackDouble;
let running: Running[];

beforeEach(async () => {
  running = [];
  folder = await mkdtemp(join(tmpdir(), 'incident-review-slack-process-'));
  await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
  gitlab = await startGitLabDouble({ now: () => new Date() });
  gitlab.addUser({ username: 'review-bot', bot: true });
  gitlab.addUser({ username: 'dora' });
  gitlab.addProject({ path: project, members: { dora: 'developer', 'review-bot': 'maintainer' } });
  gitlab.addToken({ value: 'glpat-of-the-process-tests', user: 'review-bot' });
  slack = await startSlackDouble({ now: () => new Date() });
  slack.addUser({ name: 'dora' });
  slack.addChannel({ name: 'incident-reviews', members: ['dora'] });
});

afterEach(async () => {
  for (const one of running) one.process.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await slack.close();
  slack.assertNothingUnforeseen();
  await gitlab.close();
  gitlab.assertNothingUnforeseen();
  await rm(folder, { recursive: true, force: true });
});

async function serve(env: Record<string, string>): Promise<{ service: Running; url: string }> {
  const service = start(['serve'], {
    cwd: folder,
    env: {
      GITLAB_URL: gitlab.url,
      GITLAB_TOKEN: 'glpat-of-the-process-tests',
      GITLAB_WEBHOOK_TOKEN: webhookToken,
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: slack.apiUrl,
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      NODE_ENV: 'production',
      ...env,
    },
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
