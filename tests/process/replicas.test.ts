import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Balancer, startBalancer } from '../../scripts/balancer.ts';
import { type PostgresServer, startPostgres } from '../../scripts/postgres-server.ts';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
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

let surroundings: Surroundings;
let folder: string;
let postgres: PostgresServer;
let gitlab: GitLabDouble;
let slack: SlackDouble;
let balancer: Balancer;
let replicas: { url: string; running: Running }[];

beforeEach(async () => {
  replicas = [];
  surroundings = await buildSurroundings();
  ({ folder, gitlab, slack } = surroundings);
  slack.installApp({ botToken, scopes: [...requiredScopes, ...optionalScopes] });
  postgres = await startPostgres({ durable: false });
  balancer = await startBalancer();
  gitlab.addHook(project, { url: `${balancer.url}/webhooks/gitlab`, token: webhookToken });
});
afterEach(async () => {
  for (const { running } of replicas) running.process.kill('SIGKILL');
  await Promise.all(replicas.map(({ running }) => running.ended));
  await balancer.close();
  await surroundings.close();
  await postgres.remove();
});

async function startReplica(): Promise<void> {
  const running = start(['serve'], {
    cwd: folder,
    env: {
      ...surroundings.env,
      SLACK_SIGNING_SECRET: signingSecret,
      DATABASE_URL: `${postgres.url}?schema=reviews`,
      LOG_LEVEL: 'debug',
    },
  });
  const [, url = ''] = await running.prints(/"url":"([^"]+)","admin"/);
  replicas.push({ url, running });
  balancer.setTargets(replicas.map((replica) => replica.url));
}

function closeIncidents(count: number): void {
  const dora = gitlab.as('dora');
  for (let n = 0; n < count; n += 1) {
    const labels = ['incident', 'severity::2'];
    dora.close(dora.createIncident(project, { title: `The API answers 500 (${n})`, labels }));
  }
}

const reviews = () =>
  gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues)
    .filter(({ title }) => title.startsWith('Incident Review:'));
const announced = () =>
  slack
    .snapshot()
    .channels.flatMap(({ messages }) => messages)
    .map(({ text }) => text)
    .filter((text) => text.includes('The API answers 500'));
const patience = { timeout: 60_000, interval: 200 };

async function allOnce(count: number): Promise<void> {
  await vi.waitFor(() => expect(announced()).toHaveLength(count), patience);
  expect(reviews()).toHaveLength(count);
  expect(new Set(reviews().map(({ title }) => title)).size).toBe(count);
  expect(new Set(announced()).size).toBe(count);
  const storage = await openStorage({ url: `${postgres.url}?schema=reviews` });
  try {
    expect(await storage.parked()).toEqual([]);
  } finally {
    await storage.close();
  }
}

test('three replicas on one database: started at once, each does some, everything is done once', async () => {
  await Promise.all([startReplica(), startReplica(), startReplica()]);
  closeIncidents(15);
  await allOnce(15);
  for (const { running } of replicas) running.process.kill('SIGTERM');
  const ended = await Promise.all(replicas.map(({ running }) => running.ended));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  const opened = ended.map(({ out }) => out.match(/"a review is open"/g)?.length ?? 0);
  expect(opened.reduce((sum, count) => sum + count)).toBe(15);
  expect(opened.filter((count) => count > 0).length).toBeGreaterThan(1);
  const reconciled = ended.map(({ out }) => out.match(/was compared with what we know/g)?.length ?? 0);
  expect(reconciled.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(3);
}, 120_000);

test('one of them killed in the middle: the others finish what it had begun', async () => {
  await Promise.all([startReplica(), startReplica(), startReplica()]);
  closeIncidents(16);
  await vi.waitFor(() => expect(reviews().length).toBeGreaterThan(5), patience);
  replicas[0]?.running.process.kill('SIGKILL');
  // What it had claimed is had again after a minute; a message that may be under way is looked for for two.
  await vi.waitFor(() => expect(announced()).toHaveLength(16), { timeout: 260_000, interval: 500 });
  await allOnce(16);
}, 320_000);
