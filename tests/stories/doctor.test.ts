import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { examine } from '../../src/examine.ts';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import type { SlackDouble } from '../../src/sandbox/slack/double.ts';
import { startSlackDouble } from '../../src/sandbox/slack/start.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const publicUrl = 'https://bot.example.com';
const token = 'glpat-doctor-0123456789';
const Checks = z.array(
  z.object({
    check: z.string(),
    ok: z.union([z.boolean(), z.literal('warn')]),
    text: z.string(),
    mend: z.string().nullable(),
  }),
);

let gitlab: GitLabDouble;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  await writeFile(join(folder, 'incident-review.yml'), file);
  gitlab = await startGitLabDouble({ now: () => new Date() });
  for (const username of ['maria', 'tomek']) gitlab.addUser({ username });
  gitlab.addUser({ username: 'review-bot', bot: true });
  gitlab.addProject({
    path: 'acme/production',
    visibility: 'private',
    members: { 'review-bot': 'maintainer', maria: 'developer', tomek: 'reporter' },
  });
  gitlab.addToken({ value: token, user: 'review-bot', expiresOn: '2999-01-01' });
});

afterEach(async () => {
  await gitlab.close();
  await rm(folder, { recursive: true, force: true });
  gitlab.assertNothingUnforeseen();
});

const file = `
gitlab: { projects: [{ incidents: acme/production }] }
review: { templates: { 2: "gitlab:Big Review" } }
services: [{ label: "Service::Checkout", owners: [maria], manager: tomek }]
`;

function environment(over: Record<string, string> = {}): Record<string, string> {
  return {
    GITLAB_URL: gitlab.url,
    GITLAB_TOKEN: token,
    GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-ours',
    PUBLIC_URL: publicUrl,
    CONFIG_FILE: join(folder, 'incident-review.yml'),
    DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`,
    ...over,
  };
}

/** What is not well, as the command would print it. */
async function findings(env = environment()): Promise<string[]> {
  const checks = await examine(env);
  return checks.filter(({ ok }) => ok !== true).map(({ ok, check, text }) => `${ok} ${check}: ${text}`);
}

/** Runs the command as people do, in a process of its own. */
function run(env: Record<string, string>): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, 'doctor', '--json'], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('doctor', () => {
  it('finds nothing where everything is as it should be', async () => {
    gitlab.addIssueTemplate('acme/production', 'Big Review', '# Review');
    gitlab.addHook('acme/production', {
      url: `${publicUrl}/webhooks/gitlab`,
      token: 'a-webhook-token-of-ours',
    });
    expect(await findings()).toEqual([]);
    const { code, stdout, stderr } = await run(environment());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Checks.parse(JSON.parse(stdout)).map(({ ok }) => ok)).not.toContain(false);
  });

  it('finds everything that is wrong at once', async () => {
    gitlab.addHook('acme/production', { url: `${publicUrl}/webhooks/gitlab`, confidentialNotes: false });
    gitlab.setUserState('maria', 'blocked');
    gitlab.removeMember('acme/production', 'tomek');
    expect(await findings()).toEqual([
      'false hook: acme/production: the webhook does not send confidential comments',
      'false hook: acme/production: the webhook has no secret token, so its deliveries are refused',
      'false people: maria (Service::Checkout) is blocked',
      'false people: tomek (Service::Checkout) is no member of acme/production',
      'false people: Service::Checkout: nobody it names can be DRI',
      'false template: the template gitlab:Big Review in acme/production does not exist',
    ]);
  });

  it('tells a token that is not known from a GitLab that is not there', async () => {
    expect(await findings(environment({ GITLAB_TOKEN: 'glpat-of-somebody-else' }))).toEqual([
      expect.stringMatching(/^false token: .*401/),
    ]);
  });

  it('looks at GitLab although the configuration file is wrong', async () => {
    await writeFile(join(folder, 'incident-review.yml'), 'gitlab: { project: [] }\n');
    gitlab.revokeToken(token);
    expect(await findings()).toEqual([
      expect.stringMatching(/^false configuration: gitlab\.projects .*:1:9\): found nothing/),
      expect.stringMatching(/^false configuration: gitlab\.project .*:1:11\): found an unknown key/),
      expect.stringMatching(/^false token: .*401/),
    ]);
  });
});

describe('doctor, of Slack', () => {
  let slack: SlackDouble;
  const botToken = 'xoxb-of-the-doctor-tests';
  const appToken = 'xapp-1-A0BOT-of-the-doctor-tests';

  beforeEach(async () => {
    gitlab.addIssueTemplate('acme/production', 'Big Review', '# Review');
    const hook = { url: `${publicUrl}/webhooks/gitlab`, token: 'a-webhook-token-of-ours' };
    gitlab.addHook('acme/production', hook);
    slack = await startSlackDouble({ now: () => new Date() });
    const maria = slack.addUser({ name: 'maria' });
    slack.addUser({ name: 'tomek', email: 'tomek@example.com' });
    slack.addChannel({ name: 'incident-reviews', members: ['maria'] });
    slack.addChannel({ name: 'g_checkout', private: true, members: ['maria'] });
    slack.installApp({
      botToken,
      appToken,
      botName: 'review-bot',
      scopes: [...requiredScopes, ...optionalScopes],
    });
    slack.as('maria').invite('g_checkout', 'review-bot');
    await writeFile(
      join(folder, 'incident-review.yml'),
      `${file.replace('manager: tomek', 'manager: tomek, channel: "#g_checkout"')}
people:
  - { gitlab: maria, slack: ${maria.id} }
  - { gitlab: tomek, email: tomek@example.com }
`,
    );
  });
  afterEach(async () => {
    await slack.close();
    slack.assertNothingUnforeseen();
  });

  const withSlack = (over: Record<string, string> = {}) =>
    environment({
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-tests',
      SLACK_API_URL: slack.apiUrl,
      ...over,
    });

  it('finds nothing where everything is as it should be, by HTTP and by Socket Mode', async () => {
    expect(await findings(withSlack())).toEqual([]);
    expect(await findings(withSlack({ SLACK_APP_TOKEN: appToken }))).toEqual([]);
    const { code, stdout } = await run(withSlack());
    expect(code).toBe(0);
    expect(Checks.parse(JSON.parse(stdout)).filter(({ check }) => check === 'slack')).toHaveLength(3);
  });

  it('finds everything that is wrong at once', async () => {
    slack.configureApp({ scopes: requiredScopes.filter((scope) => scope !== 'im:write') });
    slack.as('maria').archive('incident-reviews');
    slack.as('maria').remove('g_checkout', 'review-bot');
    slack.addUser({ name: 'gone', deleted: true });
    expect(await findings(withSlack({ SLACK_APP_TOKEN: 'xapp-of-somebody-else' }))).toEqual([
      'false slack: the bot token lacks im:write',
      expect.stringMatching(/^warn slack: the bot token lacks .*bookmarks:read/),
      expect.stringMatching(/^warn slack: the bot token lacks .*history/),
      expect.stringMatching(/^false slack: the app token: .*invalid_auth/),
      'false channel: #incident-reviews (slack.reviewsChannel) is archived',
      'warn channel: #g_checkout (Service::Checkout) is not there, or is private and without the bot',
    ]);
  });

  it('tells a token that is not known from a Slack that is not there', async () => {
    expect(await findings(withSlack({ SLACK_BOT_TOKEN: 'xoxb-of-somebody-else' }))).toEqual([
      expect.stringMatching(/^false slack: the bot token: .*invalid_auth/),
    ]);
    slack.faults.down(true);
    expect(await findings(withSlack())).toEqual([
      expect.stringMatching(/^false slack: the bot token: slack-unreachable/),
    ]);
  });
});
