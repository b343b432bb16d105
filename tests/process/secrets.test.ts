import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { variables } from '../../src/config/environment.ts';
import { startGitLabDouble } from '../../src/sandbox/gitlab/index.ts';
import { startSlackDouble } from '../../src/sandbox/slack/index.ts';
import { folded, needleOf } from '../leaks/text.ts';
import { watchForLeaks } from '../leaks/watch.ts';
import { plainPolicy, project } from '../stories/stage.ts';
import { type Running, run, start } from './command-line.ts';
import { leaksIn, leaksInFiles, planted, startEcho } from './planted.ts';

let folder: string;
let closing: (() => unknown)[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-secrets-'));
  await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

const hidden = {
  title: 'One customer "read" the mail of another',
  description: 'It was the mail of Erika Mustermann, of all people',
};
const { DATABASE_URL: _password, ...secrets } = planted;
const basics = {
  ...secrets,
  LOG_LEVEL: 'trace',
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  NODE_ENV: 'production',
};

async function serve(env: Record<string, string>) {
  const service = start(['serve'], { cwd: folder, env: { ...basics, ...env } });
  closing.push(async () => {
    service.process.kill('SIGKILL');
    await service.ended;
  });
  const [, url = '', admin = ''] = await service.prints(/"url":"([^"]+)","admin":"([^"]+)"/);
  return { service, url, admin };
}

/** Everything a stranger or an operator can ask of the two ports. */
async function answersOf(url: string, admin: string): Promise<string> {
  const asked = [
    fetch(url),
    fetch(`${url}/readyz`),
    fetch(`${url}/nowhere`),
    fetch(`${url}/%zz`),
    fetch(`${admin}/metrics`),
    fetch(`${admin}/nowhere`),
    fetch(`${url}/webhooks/gitlab`, { method: 'POST', headers: { 'x-gitlab-token': 'guessed' }, body: '{}' }),
    fetch(`${url}/webhooks/gitlab`, { method: 'POST', body: 'no json' }),
    fetch(`${url}/slack/events`, {
      method: 'POST',
      headers: { 'x-slack-signature': 'v0=guessed' },
      body: 'a=b',
    }),
  ];
  const answers = await Promise.all(asked);
  const texts = answers.map(async (one) => `${JSON.stringify([...one.headers])} ${await one.text()}`);
  return (await Promise.all(texts)).join('\n');
}

async function outputOf(service: Running): Promise<string> {
  service.process.kill('SIGTERM');
  const { out, err } = await service.ended;
  return out + err;
}

test('something is planted for every secret there is', () => {
  const names = Object.entries(variables).flatMap(([name, { secret }]) => (secret ? [name] : []));
  expect(Object.keys(planted)).toEqual(names);
  for (const [name, value] of Object.entries(planted)) expect(leaksIn(name, value)).not.toEqual([]);
});

/** What is confidential stands in the database, and nowhere else. */
function hiddenIn(where: string, text: string): string[] {
  const told = folded(text);
  return Object.values(hidden).flatMap((one) =>
    told.includes(needleOf(one) ?? one) ? [`${where}: ${one}`] : [],
  );
}

test('all goes well, then GitLab and Slack fail in every way: nothing secret or confidential comes out', async () => {
  const gitlab = await startGitLabDouble({ now: () => new Date() });
  gitlab.addUser({ username: 'review-bot', bot: true });
  gitlab.addUser({ username: 'dora' });
  gitlab.addProject({ path: project, members: { dora: 'developer', 'review-bot': 'maintainer' } });
  gitlab.addToken({ value: planted.GITLAB_TOKEN, user: 'review-bot' });
  const slack = await startSlackDouble({ now: () => new Date() });
  slack.addUser({ name: 'dora' });
  slack.addChannel({ name: 'incident-reviews', members: ['dora'] });
  closing.push(gitlab.close, slack.close);
  const watch = watchForLeaks({
    gitlab,
    slack,
    secrets: Object.values(secrets).flatMap((one) => one.split(',')),
  });

  const over = { GITLAB_URL: gitlab.url, SLACK_API_URL: slack.apiUrl, SLACK_APP_TOKEN: '' };
  const { service, url, admin } = await serve(over);
  slack.installApp({
    botToken: planted.SLACK_BOT_TOKEN,
    signingSecret: planted.SLACK_SIGNING_SECRET,
    requestUrl: `${url}/slack/events`,
    scopes: [...requiredScopes, ...optionalScopes],
    commands: [{ command: '/incident-review', shouldEscape: true }],
  });
  const signingToken = planted.GITLAB_WEBHOOK_SIGNING_TOKEN;
  gitlab.addHook(project, {
    url: `${url}/webhooks/gitlab`,
    token: 'planted-webhook-token-one',
    signingToken,
  });
  const closeOne = (draft: { title?: string; description?: string; confidential?: boolean } = {}) => {
    const usual = { title: 'Runner verification answers 500', labels: ['severity::1'] };
    const incident = gitlab.as('dora').createIncident(project, { ...usual, ...draft });
    gitlab.as('dora').close(incident);
    return incident;
  };
  const messages = () =>
    slack.channel('incident-reviews').messages.filter(({ text }) => /turns|500/.test(text));
  const reviews = () =>
    gitlab
      .snapshot()
      .projects.flatMap(({ issues }) => issues)
      .filter(({ title }) => title.startsWith('Incident Review: '));

  closeOne();
  closeOne({ ...hidden, confidential: true });
  const turning = closeOne({ title: 'This one turns' });
  await vi.waitFor(() => expect(messages()).toHaveLength(2), { timeout: 10_000 });
  gitlab.as('dora').setConfidential(turning, true);
  await vi.waitFor(() => expect(messages()).toHaveLength(1), { timeout: 10_000 });
  await vi.waitFor(() => expect(reviews().filter(({ confidential }) => confidential)).toHaveLength(2), {
    timeout: 10_000,
  });
  await slack.as('dora').command('/incident-review', 'help', 'incident-reviews');
  for (const kind of ['500', '502-after', 'drop-before'] as const) gitlab.faults.next({ kind });
  for (const kind of ['503-before', 'drop-after'] as const) slack.faults.next({ kind });
  closeOne({ ...hidden, confidential: true });
  const asked = gitlab.requests.length;
  await vi.waitFor(() => expect(gitlab.requests.length).toBeGreaterThan(asked + 3), { timeout: 15_000 });
  gitlab.faults.next({ kind: 'hang', path: /issues/ });
  gitlab.revokeToken(planted.GITLAB_TOKEN);
  slack.configureApp({ revoked: true });
  closeOne({ ...hidden, confidential: true });
  await service.prints(/gitlab-unauthorized/);
  const answers = await answersOf(url, admin);
  const doctor = await run(['doctor'], { cwd: folder, env: { ...basics, ...over } });
  const queue = await run(['queue', 'list', '--json'], { cwd: folder, env: { ...basics, ...over } });
  const output = await outputOf(service);
  expect(output).toContain('gitlab-unauthorized');
  // Where it may stand it is found: so the search works.
  const database = await readFile(join(folder, 'data', 'incident-review-bot.db'), 'latin1');
  expect(hiddenIn('database', database)).not.toEqual([]);
  const found = await leaksInFiles(folder);
  const said = slack.requests.map(({ args }) => JSON.stringify(args));
  const texts = { answers, doctor: doctor.out + doctor.err, queue: queue.out + queue.err, output };
  for (const [where, text] of Object.entries({ ...texts, Slack: said.join('\n') })) {
    found.push(...leaksIn(where, text), ...hiddenIn(where, text));
    if (where !== 'Slack') watch.kept(where, text);
  }
  expect([...found, ...watch.leaks()]).toEqual([]);
});

test('servers that repeat what they were told, in every way, spread nothing', async () => {
  const [gitlab, slack] = [await startEcho(), await startEcho()];
  closing.push(gitlab.close, slack.close);
  const over = {
    GITLAB_URL: gitlab.url,
    SLACK_API_URL: `${slack.url}/api`,
    GITLAB_WEBHOOK_SIGNING_TOKEN: '',
  };
  const { service, url, admin } = await serve(over);
  const example = new URL('../../webhooks/examples/incident-closed.json', import.meta.url);
  const body = await readFile(example, 'utf8');
  for (const id of Array.from({ length: 16 }, (_, index) => 70_001 + index)) {
    const closed = JSON.parse(body);
    const at = new Date().toISOString();
    const secret = id % 2 === 0 ? { ...hidden, confidential: true } : {};
    Object.assign(closed.object_attributes, { id, iid: id, updated_at: at, closed_at: at, ...secret });
    const headers = { 'x-gitlab-token': 'planted-webhook-token-two', 'idempotency-key': `closure-${id}` };
    await fetch(`${url}/webhooks/gitlab`, { method: 'POST', headers, body: JSON.stringify(closed) });
  }
  await vi.waitFor(() => expect(gitlab.asked.length).toBeGreaterThan(16), { timeout: 10_000 });
  await vi.waitFor(() => expect(slack.asked.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
  const env = { ...basics, ...over };
  const outputs = await Promise.all([
    run(['doctor'], { cwd: folder, env }),
    run(['queue', 'list'], { cwd: folder, env }),
    run(['receive', '-'], { cwd: folder, env, input: body }),
  ]);
  expect(gitlab.asked.join()).toContain(planted.GITLAB_TOKEN);
  expect(slack.asked.join()).toContain(planted.SLACK_APP_TOKEN);
  const texts = {
    answers: await answersOf(url, admin),
    output: await outputOf(service),
    Slack: slack.asked.join(),
  };
  const found = await leaksInFiles(folder);
  for (const { out, err } of outputs)
    found.push(...leaksIn('command', out + err), ...hiddenIn('command', out + err));
  for (const [where, text] of Object.entries(texts)) found.push(...hiddenIn(where, text));
  found.push(...leaksIn('answers', texts.answers), ...leaksIn('output', texts.output));
  expect(found).toEqual([]);
  // Four processes one after the other, on a machine that may have other work.
}, 120_000);

describe('a wrong configuration', () => {
  test('is told without the secrets in it', async () => {
    const spoilt = {
      ...Object.fromEntries(Object.entries(planted).map(([name, value]) => [name, `${value} and\tmore`])),
      GITLAB_URL: 'https://bot:planted-password@gitlab.example.com',
      DATABASE_URL: `${planted.DATABASE_URL}?schema=Not%20a%20name`,
    };
    const [serving, looking] = await Promise.all([
      run(['serve'], { cwd: folder, env: spoilt }),
      run(['doctor'], { cwd: folder, env: { ...spoilt, SLACK_APP_TOKEN: planted.SLACK_BOT_TOKEN } }),
    ]);
    expect([serving.code, looking.code]).toEqual([78, 1]);
    for (const { out, err } of [serving, looking]) expect(leaksIn('output', out + err)).toEqual([]);
    expect(serving.err).toMatch(/has 7 mistakes[\s\S]*PROMETHEUS_TOKEN[\s\S]*DATABASE_URL/);
  });
});

describe('the process ends without a secret in its last words', () => {
  const dangerous = 'Object.values(process.env).join(" ")';
  test.each([
    ['an error that nobody caught', `setTimeout(() => { throw new Error(${dangerous}); }, 200);`],
    ['a rejection that nobody caught', `setTimeout(() => Promise.reject(${dangerous}), 200);`],
    ['an error while an app is loaded', `throw new Error(${dangerous});`],
  ])('after %s', async (_, code) => {
    const known = (await readdir(folder)).concat('crash.js');
    await writeFile(join(folder, 'crash.js'), `export default () => undefined;\n${code}\n`);
    await writeFile(join(folder, 'incident-review.yml'), `${plainPolicy}apps: [./crash.js]\n`);
    const env = { ...basics, GITLAB_URL: 'http://127.0.0.1:9', SLACK_API_URL: 'http://127.0.0.1:9/api' };
    const ended = await start(['serve'], { cwd: folder, env }).ended;
    expect(ended.code).toBeGreaterThan(0);
    expect(ended.out + ended.err).toContain('[redacted]');
    expect(leaksIn('output', ended.out + ended.err)).toEqual([]);
    expect(await leaksInFiles(folder, known)).toEqual([]);
  });

  test('nor in a report of Node’s that an operator asks for', async () => {
    const env = { GITLAB_URL: 'http://127.0.0.1:9', NODE_OPTIONS: '--report-on-signal', SLACK_BOT_TOKEN: '' };
    const { service } = await serve(env);
    service.process.kill('SIGUSR2');
    await vi.waitFor(async () => expect((await readdir(folder)).join()).toContain('report.'), {
      timeout: 10_000,
    });
    await outputOf(service);
    expect(await leaksInFiles(folder)).toEqual([]);
  });
});
