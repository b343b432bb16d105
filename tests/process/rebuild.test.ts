import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project } from '../stories/stage.ts';
import { run, start } from './command-line.ts';

const token = 'glpat-of-the-rebuild-tests';
let folder: string;
let gitlab: GitLabDouble;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-rebuild-'));
  await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
  gitlab = await startGitLabDouble({ now: () => new Date() });
  gitlab.addUser({ username: 'incident-review-bot', bot: true });
  for (const username of ['dora', 'alice', 'carol', 'bob']) gitlab.addUser({ username });
  const members = { dora: 'developer', alice: 'developer', 'incident-review-bot': 'reporter' } as const;
  gitlab.addProject({ path: project, members });
  gitlab.addToken({ value: token, user: 'incident-review-bot' });
});

afterEach(async () => {
  gitlab.assertNothingUnforeseen();
  await gitlab.close();
  await rm(folder, { recursive: true, force: true });
});

const environment = () => ({
  GITLAB_URL: gitlab.url,
  GITLAB_TOKEN: token,
  GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-the-tests',
  PORT: '0',
  ADMIN_PORT: '0',
  LOG_LEVEL: 'error',
  NODE_ENV: 'production',
});
const bot = (...words: string[]) => run(words, { cwd: folder, env: environment() });
const closeOne = (title: string) => {
  const incident = gitlab.as('dora').createIncident(project, { title, labels: ['severity::1'] });
  gitlab.as('dora').close(incident);
};
const reviews = () =>
  gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues.filter(({ title }) => title.startsWith('Incident Review')));

test('the file is lost: it comes back, what closed meanwhile is opened, and a kill in the middle costs nothing', async () => {
  for (const title of ['One', 'Two', 'Three']) closeOne(title);
  expect(await bot('reconcile', '--since', '2020-01-01')).toMatchObject({ code: 0 });
  expect(reviews()).toHaveLength(3);
  expect(await bot('rebuild')).toMatchObject({ code: 1, out: expect.stringContaining('nothing was done') });

  await rm(join(folder, 'data'), { recursive: true });
  closeOne('Four');
  gitlab.faults.next({ kind: 'hang', method: 'GET', path: /\/issues\/\d+\/notes$/ });
  gitlab.forgetRequests();
  const first = start(['rebuild'], { cwd: folder, env: environment() });
  await vi.waitFor(() => expect(gitlab.requests.some(({ path }) => path.endsWith('/notes'))).toBe(true), {
    timeout: 60_000,
  });
  first.process.kill('SIGKILL');
  await first.ended;
  gitlab.faults.clear();

  const second = await bot('rebuild', '--json');
  expect(second.code).toBe(0);
  expect(JSON.parse(second.out)).toMatchObject({
    report: { outcome: 'done', rebuilt: { open: 0, known: 3 }, meanwhile: { opening: [{ title: 'Four' }] } },
  });
  expect(reviews()).toHaveLength(4);
  expect(await bot('reconcile')).toMatchObject({ code: 0 });
  expect(reviews()).toHaveLength(4);
}, 180_000);
