import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { type SlackDouble, startSlackDouble } from '../../src/sandbox/slack/index.ts';
import { plainPolicy, project } from '../stories/stage.ts';

export const webhookToken = 'a-webhook-token-of-the-tests';
export const botToken = 'xoxb-of-the-process-tests';
export const signingSecret = 'a-signing-secret-of-the-tests';

/** What a process of the service meets outside: a folder with its configuration, a GitLab, a Slack without our app. */
export type Surroundings = {
  folder: string;
  gitlab: GitLabDouble;
  slack: SlackDouble;
  /** What `serve` needs to know of them, but for how Slack is reached. */
  env: Record<string, string>;
  close(): Promise<void>;
};

export async function buildSurroundings(): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-process-'));
  await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
  const gitlab = await startGitLabDouble({ now: () => new Date() });
  gitlab.addUser({ username: 'review-bot', bot: true });
  gitlab.addUser({ username: 'dora' });
  gitlab.addProject({ path: project, members: { dora: 'developer', 'review-bot': 'maintainer' } });
  gitlab.addToken({ value: 'glpat-of-the-process-tests', user: 'review-bot' });
  const slack = await startSlackDouble({ now: () => new Date() });
  slack.addUser({ name: 'dora' });
  slack.addChannel({ name: 'incident-reviews', members: ['dora'] });
  return {
    folder,
    gitlab,
    slack,
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
    },
    close: async () => {
      await slack.close();
      await gitlab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
