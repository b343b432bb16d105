import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

let surroundings: Surroundings;
let folder: string;
let gitlab: GitLabDouble;
let slack: SlackDouble;
let running: Running | null;

beforeEach(async () => {
  running = null;
  surroundings = await buildSurroundings();
  ({ folder, gitlab, slack } = surroundings);
  slack.installApp({ botToken, scopes: [...requiredScopes, ...optionalScopes] });
});
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  await surroundings.close();
});

async function serve(port = '0'): Promise<string> {
  const service = start(['serve'], {
    cwd: folder,
    env: { ...surroundings.env, SLACK_SIGNING_SECRET: signingSecret, PORT: port },
  });
  running = service;
  const [, url = ''] = await service.prints(/"url":"([^"]+)","admin"/);
  return url;
}

async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<{ code: number | null; err: string }> {
  running?.process.kill(signal);
  return (await running?.ended) ?? { code: null, err: 'nothing runs' };
}

/** Stands for the minute after which a claim of somebody who is gone comes back, and for those of waiting. */
function letAMinutePass(): void {
  const database = new SqliteConnection(join(folder, 'data/incident-review-bot.db'), { timeout: 5_000 });
  const past = new Date(Date.now() - 3_600_000).toISOString();
  database.prepare("update intents set lease_until = ? where status = 'running'").run(past);
  database.prepare("update intents set next_at = ? where status = 'waiting'").run(past);
  database.prepare("update sends set claimed_at = ? where state = 'sending'").run(past);
  database.close();
}

const titles = () =>
  gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues.map(({ title }) => title))
    .filter((title) => title.startsWith('Incident Review: '))
    .sort();
const announcements = () =>
  slack.channel('incident-reviews').messages.filter(({ text }) => text.includes('review was opened'));

function closeOne(title: string): void {
  gitlab.as('dora').close(gitlab.as('dora').createIncident(project, { title, labels: ['severity::1'] }));
}

describe('killed at any moment', () => {
  test('and started again on the same database: one review each, none announced twice', async () => {
    let url = await serve();
    gitlab.addHook(project, { url: `${url}/webhooks/gitlab`, token: webhookToken });
    const expected: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const which of ['a', 'b']) {
        expected.push(`Incident Review: Outage ${round}${which}`);
        closeOne(`Outage ${round}${which}`);
      }
      // Between the first byte of a delivery and the last word of an announcement.
      await sleep(Math.random() * 250);
      await end('SIGKILL');
      await gitlab.settled();
      letAMinutePass();
      url = await serve(new URL(url).port);
      // What GitLab could not deliver while nobody was there, a person sends again.
      for (const delivery of [...gitlab.deliveries]) {
        if (![200, 202].includes(delivery.attempts.at(-1)?.status ?? 0)) await gitlab.redeliver(delivery);
      }
    }
    await vi.waitFor(
      () => {
        letAMinutePass();
        expect(titles()).toEqual(expected);
        expect(announcements()).toHaveLength(expected.length);
      },
      { timeout: 15_000, interval: 300 },
    );
    expect((await end('SIGTERM')).code).toBe(0);
    expect(titles()).toEqual(expected);
  }, 180_000);
});

describe('told to stop', () => {
  test('while Slack hangs: it leaves in time with 0, and the next start announces once', async () => {
    const url = await serve();
    gitlab.addHook(project, { url: `${url}/webhooks/gitlab`, token: webhookToken });
    slack.faults.next({ kind: 'hang-after', method: 'chat.postMessage' });
    closeOne('Runner verification answers 500');
    await vi.waitFor(() => expect(announcements()).toHaveLength(1), { timeout: 10_000 });
    expect(await end('SIGTERM')).toMatchObject({ code: 0, err: '' });
    letAMinutePass();
    await serve();
    await running?.prints(/"intent":"announce[^"]*"[^\n]*an intent was carried out/);
    expect(announcements()).toHaveLength(1);
    expect(titles()).toHaveLength(1);
  });

  test('before it has started: it leaves all the same', async () => {
    const service = start(['serve'], {
      cwd: folder,
      env: {
        GITLAB_URL: gitlab.url,
        GITLAB_TOKEN: 'x',
        GITLAB_WEBHOOK_TOKEN: webhookToken,
        PORT: '0',
        ADMIN_PORT: '0',
      },
    });
    running = service;
    await sleep(Math.random() * 400);
    service.process.kill('SIGTERM');
    expect([0, null]).toContain((await service.ended).code);
  });
});

test('a file that is no database stops the start: its name, the mend, and nothing of our own code', async () => {
  await writeFile(join(folder, 'reviews.db'), 'Dear diary, '.repeat(1_000));
  const env = {
    GITLAB_TOKEN: 'x',
    GITLAB_WEBHOOK_TOKEN: webhookToken,
    DATABASE_URL: 'sqlite:reviews.db',
    NODE_ENV: 'production',
  };
  const { code, err } = await start(['serve'], { cwd: folder, env }).ended;
  expect(code).toBe(1);
  expect(err).toMatch(/^storage-damaged: reviews\.db: .*restore a backup.*docs\/operating\.md\n$/);
});
