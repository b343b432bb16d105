import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { type SlackDouble, startSlackDouble } from '../../src/sandbox/slack/index.ts';
import { type Balancer, startBalancer } from '../balancer.ts';
import { type PostgresServer, startPostgres } from '../postgres-server.ts';

export const project = 'acme/production';

const secrets = {
  GITLAB_TOKEN: 'glpat-of-the-chaos-run',
  GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-the-chaos',
  SLACK_BOT_TOKEN: 'xoxb-of-the-chaos-run',
  SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-chaos',
};

const policy = `
gitlab: { projects: [{ incidents: ${project} }] }
people:
  - { gitlab: alice, email: alice@example.com }
  - { gitlab: carol, email: carol@example.com }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob, channel: "#g_runner" }
  - { label: "Service::API", team: api, owners: [carol, alice], manager: bob }
`;

/** GitLab and Slack outside, a database, and a folder with what the service needs to start; its address stays the same. */
export type World = {
  gitlab: GitLabDouble;
  slack: SlackDouble;
  folder: string;
  /** As `DATABASE_URL` names it. */
  database: string;
  /** null on SQLite. */
  postgres: PostgresServer | null;
  /** In front of all the processes of the service; where the webhooks go. */
  balancer: Balancer;
  /** Every message with a key that ever stood in Slack, by its place and time. */
  posted: Map<string, string>;
  /** All that the service ever wrote, over all its lives. */
  output: string;
  secrets: readonly string[];
  env: Record<string, string>;
  close(): Promise<void>;
};

export type Store = 'sqlite' | 'postgres';

export async function buildWorld(folder: string, seed: number, store: Store): Promise<World> {
  const now = () => new Date();
  const gitlab = await startGitLabDouble({ now, seed });
  const slack = await startSlackDouble({ now, seed });
  const balancer = await startBalancer();
  const postgres = store === 'postgres' ? await startPostgres({ durable: true }) : null;
  const database = postgres?.url ?? `sqlite:${join(folder, 'chaos.db')}`;
  await writeFile(join(folder, 'incident-review.yml'), policy);
  populateGitLab(gitlab, balancer.url);
  populateSlack(slack);
  return {
    gitlab,
    slack,
    folder,
    database,
    postgres,
    balancer,
    posted: watchMessages(slack),
    output: join(folder, 'output.txt'),
    secrets: Object.values(secrets),
    env: {
      ...secrets,
      GITLAB_URL: gitlab.url,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: database,
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      NODE_ENV: 'production',
    },
    close: async () => {
      await gitlab.close();
      await slack.close();
      await balancer.close();
      await postgres?.remove();
    },
  };
}

function populateGitLab(gitlab: GitLabDouble, serviceUrl: string): void {
  gitlab.addUser({ username: 'incident-review-bot', bot: true });
  const people = ['dora', 'alice', 'carol', 'bob'];
  for (const username of people) gitlab.addUser({ username });
  const members = Object.fromEntries(people.map((username) => [username, 'developer' as const]));
  gitlab.addProject({ path: project, members: { ...members, 'incident-review-bot': 'maintainer' } });
  gitlab.addToken({ value: secrets.GITLAB_TOKEN, user: 'incident-review-bot' });
  gitlab.addHook(project, { url: `${serviceUrl}/webhooks/gitlab`, token: secrets.GITLAB_WEBHOOK_TOKEN });
}

function populateSlack(slack: SlackDouble): void {
  for (const name of ['dora', 'alice', 'carol', 'bob']) slack.addUser({ name, email: `${name}@example.com` });
  const scopes = [...requiredScopes, ...optionalScopes];
  slack.installApp({
    botToken: secrets.SLACK_BOT_TOKEN,
    scopes,
    signingSecret: secrets.SLACK_SIGNING_SECRET,
  });
  for (const name of ['incident-reviews', 'g_runner']) slack.addChannel({ name });
}

/** Also those that are taken back later: what was said twice was said twice. */
function watchMessages(slack: SlackDouble): Map<string, string> {
  const posted = new Map<string, string>();
  slack.onChange(() => {
    const { channels, directs } = slack.snapshot();
    for (const { id, messages } of [...channels, ...directs]) {
      for (const { ts, metadata } of messages) {
        if (metadata) posted.set(`${id} ${ts}`, String(metadata.event_payload.key));
      }
    }
  });
  return posted;
}
