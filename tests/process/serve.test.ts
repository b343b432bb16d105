import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type GitLabDouble, startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project } from '../stories/stage.ts';
import { type Running, run, start } from './command-line.ts';

const webhookToken = 'a-webhook-token-of-the-tests';
let folder: string;
let gitlab: GitLabDouble;
let running: Running[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-process-'));
  await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
  gitlab = await startGitLabDouble({ now: () => new Date() });
  gitlab.addUser({ username: 'incident-review-bot', bot: true });
  for (const username of ['dora', 'alice', 'carol', 'bob']) gitlab.addUser({ username });
  gitlab.addProject({
    path: project,
    members: { dora: 'developer', alice: 'developer', 'incident-review-bot': 'maintainer' },
  });
  gitlab.addToken({ value: 'glpat-of-the-process-tests', user: 'incident-review-bot' });
  running = [];
});

afterEach(async () => {
  for (const one of running) one.process.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  gitlab.assertNothingUnforeseen();
  await gitlab.close();
  await rm(folder, { recursive: true, force: true });
});

const env = (more: Record<string, string> = {}) => ({
  GITLAB_URL: gitlab.url,
  GITLAB_TOKEN: 'glpat-of-the-process-tests',
  GITLAB_WEBHOOK_TOKEN: webhookToken,
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  NODE_ENV: 'production',
  ...more,
});

async function serve(more: Record<string, string> = {}) {
  const service = start(['serve'], { cwd: folder, env: env(more) });
  running.push(service);
  const [, url = '', admin = ''] = await service.prints(/"url":"([^"]+)","admin":"([^"]+)"/);
  return { service, url, admin, hook: { url: `${url}/webhooks/gitlab`, token: webhookToken } };
}

const reviews = () =>
  gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues.filter(({ title }) => title.startsWith('Incident Review')));

const closeOne = (title = 'Runner verification answers 500') => {
  const incident = gitlab.as('dora').createIncident(project, { title, labels: ['severity::1'] });
  gitlab.as('dora').close(incident);
};

describe('serve', () => {
  test('opens the review within seconds, tells health and metrics, and stops when told', async () => {
    const { service, url, admin, hook } = await serve();
    gitlab.addHook(project, hook);
    closeOne();
    await vi.waitFor(() => expect(reviews()).toHaveLength(1), { timeout: 10_000 });

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      ready: true,
      storage: 'ok',
      gitlab: 'ok',
      slack: 'off',
    });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const metrics = await (await fetch(`${admin}/metrics`)).text();
    expect(metrics).toMatch(/incident_review_intents_total\{kind="open-review",outcome="done"\} 1/);

    const page = await (await fetch(url)).text();
    expect(page).toContain('incident-review-bot');
    expect(page).not.toContain('acme');

    service.process.kill('SIGTERM');
    const { code, out } = await service.ended;
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines.every((line) => typeof JSON.parse(line) === 'object')).toBe(true);
    expect(out).not.toContain('glpat-of-the-process-tests');
    expect(out).not.toContain(webhookToken);
    expect(lines.some((line) => /"intent":"open-review:/.test(line))).toBe(true);
  });

  test('what was taken in before a kill is kept for the next start', async () => {
    const first = await serve();
    gitlab.addHook(project, first.hook);
    gitlab.faults.next({ kind: 'hang', path: /\/issues/, times: Number.POSITIVE_INFINITY });
    closeOne();
    await gitlab.settled();
    await vi.waitFor(() => expect(gitlab.requests.some(({ path }) => path.includes('/issues/'))).toBe(true), {
      timeout: 10_000,
    });
    first.service.process.kill('SIGKILL');
    await first.service.ended;
    gitlab.faults.clear();
    expect(reviews()).toHaveLength(0);

    // What was under way comes back when its claim has run out; nothing of it is lost or given up.
    const { out } = await run(['queue', 'list', '--json'], { cwd: folder, env: env() });
    const { waiting, parked } = JSON.parse(out);
    expect(waiting.deliveries + waiting.intents).toBeGreaterThan(0);
    expect(parked).toEqual([]);
  });

  test('two of them on one database open one review each', async () => {
    const [one, two] = [await serve(), await serve()];
    gitlab.addHook(project, one.hook);
    gitlab.addHook(project, two.hook);
    for (const title of ['First', 'Second', 'Third']) closeOne(title);
    await vi.waitFor(() => expect(reviews()).toHaveLength(3), { timeout: 15_000 });
    await gitlab.settled();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(reviews()).toHaveLength(3);
  });

  test('does not start with mistakes: it tells all of them at once and ends with 78', async () => {
    const { code, err } = await run(['serve'], {
      cwd: folder,
      env: { GITLAB_WEBHOOK_TOKEN: 'short', PORT: 'http', LOG_LEVEL: 'inof' },
    });
    expect(code).toBe(78);
    for (const name of ['GITLAB_TOKEN', 'GITLAB_WEBHOOK_TOKEN', 'PORT', 'LOG_LEVEL'])
      expect(err).toContain(name);
    expect(err).not.toContain('short');
  });

  test('starts with the example of a configuration as it is', async () => {
    const example = new URL('../../incident-review.example.yml', import.meta.url).pathname;
    const { service } = await serve({ CONFIG_FILE: example });
    service.process.kill('SIGTERM');
    expect((await service.ended).code).toBe(0);
  });

  test('does not start with templates or apps that are not there, and tells all of them', async () => {
    const policy = `${plainPolicy}review: { template: incident-revue, templates: { 3: nosuch } }\napps: [./nowhere.js]\n`;
    await writeFile(join(folder, 'incident-review.yml'), policy);
    const { code, err } = await run(['serve'], { cwd: folder, env: env() });
    expect(code).toBe(78);
    for (const part of ['did you mean "incident-review"?', 'nosuch', 'nowhere.js'])
      expect(err).toContain(part);
    const doctor = await run(['doctor'], { cwd: folder, env: env() });
    expect(doctor.out).toContain('nosuch');
  });

  test('says which port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, err } = await run(['serve'], { cwd: folder, env: env({ PORT: port }) });
    expect(code).toBe(1);
    expect(err).toContain(port);
    squatter.close();
  });

  test('without a command in production it never falls back to the sandbox', async () => {
    const { code } = await run([], { cwd: join(folder, '..'), env: { NODE_ENV: 'production' } });
    expect(code).toBe(78);
  });
});

describe('the other commands', () => {
  const example = (name: string) => new URL(`../../webhooks/examples/${name}.json`, import.meta.url).pathname;

  test('receive rehearses a delivery and writes nothing anywhere', async () => {
    const { code, out } = await run(['receive', example('incident-closed')], { cwd: folder, env: {} });
    expect(code).toBe(0);
    expect(out).toContain('would gather-facts');
    expect(gitlab.requests).toHaveLength(0);
  });

  test('receive reads from GitLab when a token is set, and shows the review that would be opened', async () => {
    const incident = gitlab
      .as('dora')
      .createIncident(project, { title: 'A rehearsal', labels: ['severity::1'] });
    gitlab.addHook(project, { url: `${gitlab.url}/nobody-listens` });
    gitlab.as('dora').close(incident);
    await gitlab.settled();
    gitlab.forgetRequests();
    const input = JSON.stringify(gitlab.deliveries.at(-1)?.payload);
    const { code, out } = await run(['receive', '-', '--json'], { cwd: folder, env: env(), input });
    expect(code).toBe(0);
    const { scenes } = JSON.parse(out);
    expect(JSON.stringify(scenes)).toContain('Incident Review: A rehearsal');
    expect(
      gitlab.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql')),
    ).toEqual([]);
    expect(reviews()).toEqual([]);
  });

  test('receive says why a delivery is not understood', async () => {
    const { code, out } = await run(['receive', '-'], {
      cwd: folder,
      env: {},
      input: '{"object_kind":"issue"}',
    });
    expect(code).toBe(1);
    expect(out).toContain('not understood');
    const broken = await run(['receive', '-'], { cwd: folder, env: {}, input: 'no json' });
    expect(broken).toMatchObject({ code: 1 });
    expect(broken.err).toContain('not JSON');
  });

  test('doctor finds a sound installation sound, and names what is missing with its mend', async () => {
    gitlab.addHook(project, { url: 'https://bot.example.com/webhooks/gitlab', token: webhookToken });
    gitlab.addMember(project, 'carol', 'developer');
    gitlab.addMember(project, 'bob', 'developer');
    const sound = await run(['doctor'], { cwd: folder, env: env({ PUBLIC_URL: 'https://bot.example.com' }) });
    expect(sound.out).not.toContain('FAIL');
    expect(sound.code).toBe(0);
    gitlab.revokeToken('glpat-of-the-process-tests');
    const sick = await run(['doctor', '--json'], { cwd: folder, env: env() });
    expect(sick.code).toBe(1);
    expect(JSON.parse(sick.out)).toContainEqual(expect.objectContaining({ check: 'token', ok: false }));
  });

  test('queue, migrate and wrong words say what they did or what is allowed', async () => {
    expect(await run(['migrate'], { cwd: folder, env: {} })).toMatchObject({ code: 0 });
    const again = await run(['migrate', '--json'], { cwd: folder, env: {} });
    expect(JSON.parse(again.out)).toEqual({ migrations: [] });
    expect(await run(['queue', 'retry', 'i:7'], { cwd: folder, env: {} })).toMatchObject({ code: 1 });
    expect(await run(['queue'], { cwd: folder, env: {} })).toMatchObject({ code: 2 });
    expect(await run(['serv'], { cwd: folder, env: {} })).toMatchObject({ code: 2 });
    const help = await run(['--help'], { cwd: folder, env: {} });
    expect(help).toMatchObject({ code: 0 });
    expect(help.out).toContain('doctor');
  });
});

test('the sandbox starts with nothing configured, on another port when its own is taken', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const empty = await mkdtemp(join(tmpdir(), 'incident-review-empty-'));
  const sandbox = start([], { cwd: empty, env: { PORT: port } });
  running.push(sandbox);
  const [, url = ''] = await sandbox.prints(/open (http:\/\/127\.0\.0\.1:\d+)/);
  expect(url).not.toContain(`:${port}`);
  expect(await (await fetch(url)).text()).toContain('Close incident');
  sandbox.process.kill('SIGINT');
  expect((await sandbox.ended).code).toBe(0);
  squatter.close();
  await rm(empty, { recursive: true, force: true });
});
