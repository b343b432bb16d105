import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project } from '../stories/stage.ts';
import { type Running, run, start } from './command-line.ts';

const token = 'glpat-of-the-reconcile-tests';
let folder: string;
let gitlab: GitLabDouble;
let running: Running[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-reconcile-'));
  await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
  gitlab = await startGitLabDouble({ now: () => new Date() });
  gitlab.addUser({ username: 'incident-review-bot', bot: true });
  for (const username of ['dora', 'alice', 'carol', 'bob']) gitlab.addUser({ username });
  const members = { dora: 'developer', alice: 'developer', 'incident-review-bot': 'reporter' } as const;
  gitlab.addProject({ path: project, members });
  gitlab.addToken({ value: token, user: 'incident-review-bot' });
  running = [];
});

afterEach(async () => {
  for (const one of running) one.process.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  gitlab.assertNothingUnforeseen();
  await gitlab.close();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({
  GITLAB_URL: gitlab.url,
  GITLAB_TOKEN: token,
  GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-the-tests',
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  LOG_LEVEL: 'error',
  NODE_ENV: 'production',
});
const reconcile = (...words: string[]) => run(['reconcile', ...words], { cwd: folder, env: env() });
/** No webhook is set up: nobody tells of anything. */
const closeOne = (title = 'Runner verification answers 500') => {
  const incident = gitlab.as('dora').createIncident(project, { title, labels: ['severity::1'] });
  gitlab.as('dora').close(incident);
};
const reviews = () =>
  gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues.filter(({ title }) => title.startsWith('Incident Review')));

describe('reconcile', () => {
  test('looks forward first, and then opens what is missing before it ends', async () => {
    const first = await reconcile();
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain(`${project}: looked at for the first time`);
    closeOne();
    const second = await reconcile();
    expect(second).toMatchObject({ code: 0 });
    expect(second.out).toContain('1 incident to be reviewed:');
    expect(reviews()).toHaveLength(1);
    const third = await reconcile('--json');
    expect(JSON.parse(third.out)).toMatchObject({
      report: { outcome: 'done', opening: [], problems: [] },
    });
    expect(reviews()).toHaveLength(1);
  });

  test('asks before it opens more than twenty reviews', async () => {
    for (let n = 0; n < 21; n += 1) closeOne(`Incident ${n}`);
    const refused = await reconcile('--since', '2020-01-01');
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('21 incidents would get a review:');
    expect(refused.out).toContain(`${project}#21  Incident 20: closed with severity 1`);
    expect(reviews()).toHaveLength(0);
    expect(await reconcile('--since', '2020-01-01', '--yes')).toMatchObject({ code: 0 });
    expect(reviews()).toHaveLength(21);
  });

  test('ends with 1 when GitLab is away, and with 2 when the moment is none', async () => {
    await gitlab.close();
    const away = await reconcile();
    expect(away.code).toBe(1);
    expect(away.err).toContain('GitLab could not be asked: gitlab-unreachable');
    expect(`${away.out}${away.err}`).not.toContain(token);
    expect((await reconcile('--since', 'yesterday')).code).toBe(2);
  });

  test('is what the service does at its start', async () => {
    await reconcile();
    closeOne();
    const service = start(['serve'], { cwd: folder, env: { ...env(), LOG_LEVEL: 'info' } });
    running.push(service);
    const [, , admin = ''] = await service.prints(/"url":"([^"]+)","admin":"([^"]+)"/);
    await vi.waitFor(() => expect(reviews()).toHaveLength(1), { timeout: 10_000 });
    await vi.waitFor(
      async () => {
        const metrics = await (await fetch(`${admin}/metrics`)).text();
        expect(metrics).toMatch(/^incident_review_last_reconcile_ok 1$/m);
      },
      { timeout: 5_000 },
    );
    // Beside it the command may run, and nothing happens twice.
    closeOne('Another one');
    expect(await reconcile()).toMatchObject({ code: 0 });
    await vi.waitFor(() => expect(reviews()).toHaveLength(2), { timeout: 10_000 });
  });
});
