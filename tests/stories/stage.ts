import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectGitLab } from '../../src/adapters/gitlab/connect.ts';
import { prometheusMetrics } from '../../src/adapters/metrics/prometheus.ts';
import { connectMetricsSource } from '../../src/adapters/prometheus/connect.ts';
import { connectSlack } from '../../src/adapters/slack/connect.ts';
import { ensureMarkSecret } from '../../src/adapters/slack/mark.ts';
import { optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { composeFlows, composeTemplates } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { dayIn } from '../../src/domain/calendar.ts';
import type { Instant } from '../../src/domain/words.ts';
import type { Deps } from '../../src/flows/deps.ts';
import { type RebuildReport, type RebuildWish, rebuild } from '../../src/flows/rebuild.ts';
import {
  asUsual,
  type ReconcileParts,
  type Report,
  reconcile,
  type Wish,
} from '../../src/flows/reconcile.ts';
import { gitlabDoor } from '../../src/http/gitlab.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import type { App } from '../../src/ports/apps.ts';
import type { Charts } from '../../src/ports/charts.ts';
import type { Storage } from '../../src/ports/storage.ts';
import {
  type GitLabDouble,
  type MadeIssue,
  type Settings,
  type ShownIssue,
  startGitLabDouble,
} from '../../src/sandbox/gitlab/index.ts';
import { type SlackDouble, startSlackDouble } from '../../src/sandbox/slack/index.ts';
import { sketchedCharts } from '../fakes/charts.ts';
import { clockAt, type SettableClock } from '../fakes/clock.ts';
import { type LogLine, recordedLog } from '../fakes/log.ts';
import { searchStorage } from '../leaks/kept.ts';
import { textOf } from '../leaks/text.ts';
import { watchForLeaks } from '../leaks/watch.ts';
import { newDatabase } from '../stores/new-database.ts';
import { settle } from './settle.ts';

const botToken = 'glpat-the-token-of-the-bot';
const slackToken = 'xoxb-the-token-of-the-stories';
const webhookToken = 'a-webhook-token-of-the-stories';
export const project = 'acme/production';

export const plainPolicy = `
gitlab: { projects: [{ incidents: acme/production }] }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob }
`;

/** Read once for all stories of a file: proving them on samples takes a tenth of a second. */
const templates = composeTemplates();

/** For a call or a webhook in real time: a thousand at once on a busy machine take their time. */
const patienceMs = 100_000;

export type Call = { method: string; path: string; startedAt: number; endedAt: number };

export type StageOptions = {
  /** The configuration file. */
  policy?: string;
  /** `now`: the clock of GitLab, where it is not that of the story. */
  gitlab?: Partial<Settings> & { now?: () => Date };
  start?: Instant;
  token?: string;
  /** Role of the bot in the project. */
  role?: 'reporter' | 'maintainer' | 'guest';
  apps?: App[];
  /** For stories about a database that fails. */
  openStorage?: (options: { url: string }) => Promise<Storage>;
  /** In real time, for a story in which the metrics source hangs. */
  metricsTimeoutMs?: number;
  /** Draws nothing unless told otherwise. */
  charts?: Charts;
  /** With Slack: the granted scopes; all that we ask for when true. */
  slack?: true | string[];
  /** In real time. A story in which somebody hangs says how long it has; no other may depend on the machine's speed. */
  callTimeoutMs?: number;
};

/**
 * The real service but for its timers: real door, real storage on disk, real GitLab adapter, against the
 * GitLab double over HTTP. Time stands still until the story moves it.
 */
export type Stage = {
  gitlab: GitLabDouble;
  /** Throws in a story without Slack. */
  slack: SlackDouble;
  clock: SettableClock;
  deps: Deps;
  storage: Storage;
  log: LogLine[];
  /** The calls of the service as it saw them; moments are places in the order of all starts and ends. */
  calls: Call[];
  doorUrl: string;
  webhookToken: string;
  /** Lets everything that is due happen: webhooks arrive, deliveries are handled, intents carried out. */
  calm(): Promise<void>;
  /** Time goes on, and what is due by then happens. */
  after(ms: number): Promise<void>;
  /** As at the start and every ten minutes, unless told otherwise; then what follows from it happens. */
  reconcile(wish?: Partial<Wish>): Promise<Report>;
  /** What the command does, before it carries anything out; whoever starts afterwards knows what it learnt. */
  rebuild(wish?: Partial<RebuildWish>): Promise<RebuildReport>;
  /** Stops without ending anything and starts again on the same database; `fresh` loses the database, `policy` is edited before. */
  restart(how?: { fresh?: boolean; token?: string; slackToken?: string; policy?: string }): Promise<void>;
  /** Issues titled as reviews, in all projects. */
  reviews(): ShownIssue[];
  /** An incident of severity 2 by dora, closed unless told otherwise. */
  incident(draft?: Partial<Parameters<ReturnType<GitLabDouble['as']>['createIncident']>[1]>): MadeIssue;
  close(): Promise<void>;
};

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const { policy = plainPolicy, start = '2024-10-31T05:00:00.000Z', role = 'maintainer' } = options;
  const { callTimeoutMs = patienceMs } = options;
  const clock = clockAt(start);
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-story-'));
  const now = () => new Date(clock.now());
  const gitlab = await startGitLabDouble({ now, webhookTimeoutMs: patienceMs, ...options.gitlab });
  people(gitlab, role);
  let config = configOf(policy);
  const { lines, ...plain } = recordedLog();
  const log = { ...plain, within: <T>(_fields: Record<string, string>, work: () => Promise<T>) => work() };

  const slack = options.slack === undefined ? null : await startSlack(options.slack, clock);
  const tokens = new Set([webhookToken]);
  const overheard = watchForLeaks({ gitlab, slack, secrets: tokens });
  const metrics = prometheusMetrics({
    version: '0.0.0',
    clock,
    log,
    readings: async () => ({
      depth: await running.storage.depth(),
      reviews: await running.storage.countReviews(dayIn(clock.now(), config.policy.calendar.timezone)),
      tokenDaysLeft: null,
      lastReconcile: null,
    }),
  });
  const slackApi = (token: string, markSecret: string) =>
    slack &&
    connectSlack({
      token,
      markSecret,
      apiUrl: slack.apiUrl,
      callTimeoutMs,
      now: () => Date.parse(clock.now()),
      metrics,
    });

  const calls: Call[] = [];
  const watched = watch(calls);
  let database = await newDatabase();
  const databases = [database];
  const run = async (token: string, slackTokenNow: string) => {
    for (const secret of [token, slackTokenNow]) tokens.add(secret);
    const open = options.openStorage ?? openStorage;
    const storage = await open({ url: database.url });
    await storage.migrate();
    const markSecret = await ensureMarkSecret(storage);
    const api = connectGitLab({
      url: gitlab.url,
      token,
      now: () => Date.parse(clock.now()),
      sleep: async () => undefined,
      callTimeoutMs,
      fetch: watched,
      metrics,
    });
    const { deps, learn } = await composeFlows(
      { policy: config.policy, configFile: join(folder, 'incident-review.yml') },
      {
        storage,
        gitlab: api,
        slack: slackApi(slackTokenNow, markSecret),
        metricsSource: config.policy.metrics.url
          ? connectMetricsSource({
              url: config.policy.metrics.url,
              token: null,
              metrics,
              timeoutMs: options.metricsTimeoutMs ?? patienceMs,
            })
          : null,
        log,
        metrics,
        clock,
        charts: options.charts ?? sketchedCharts(),
        templates,
      },
    );
    const apps = options.apps ?? [];
    const hearing = apps.map(({ name, hears }) => ({ name, hears }));
    const withApps: Deps = { ...deps, apps, policy: () => ({ ...deps.policy(), apps: hearing }) };
    return { storage, deps: withApps, learn, access: api, said: new Set<string>() };
  };

  let running = await run(options.token ?? botToken, slackToken);
  await running.learn();
  // The door stays where it is, whatever is behind it.
  const door: RequestListener = (request, response) => {
    const { storage } = running;
    const secrets = { tokens: [webhookToken], signingTokens: [] };
    const handler = gitlabDoor({
      ...secrets,
      storage,
      clock,
      log,
      metrics,
      onStored: () => undefined,
    });
    return (handler as unknown as RequestListener)(request, response);
  };
  const server: RunningServer = await startServer({
    host: '127.0.0.1',
    port: 0,
    app: door,
    limits: { headersTimeoutMs: patienceMs, requestTimeoutMs: patienceMs },
  });
  for (const path of gitlab.snapshot().projects.map((one) => one.path)) {
    gitlab.addHook(path, { url: `${server.url}/webhooks/gitlab`, token: webhookToken });
  }

  const calm = async (): Promise<void> => {
    for (let before = -1; before !== gitlab.deliveries.length; ) {
      before = gitlab.deliveries.length;
      await gitlab.settled();
      await settle(running.deps);
    }
  };
  return {
    gitlab,
    get slack() {
      if (slack === null) throw new Error('this story has no Slack');
      return slack;
    },
    clock,
    get deps() {
      return running.deps;
    },
    get storage() {
      return running.storage;
    },
    log: lines,
    calls,
    doorUrl: `${server.url}/webhooks/gitlab`,
    webhookToken,
    calm,
    after: async (ms) => {
      clock.advance(ms);
      await calm();
    },
    reconcile: async (wish = {}) => {
      const { deps, access, said } = running;
      const sayOnce: ReconcileParts['sayOnce'] = (about, fields, sentence) => {
        if (!said.has(about)) log.info(fields, sentence);
        said.add(about);
      };
      const parts = { deps, access, publicUrl: server.url, onStored: () => undefined, sayOnce };
      const report = await reconcile({ ...asUsual, ...wish }, parts);
      await calm();
      return report;
    },
    rebuild: async (wish = {}) => {
      const { deps, access } = running;
      const silent = { onStored: () => undefined, sayOnce: () => undefined, onProgress: () => undefined };
      const parts = { deps, access, archive: access, publicUrl: server.url, ...silent };
      return await rebuild({ since: null, mostReviews: 20, ...wish }, parts);
    },
    restart: async ({ fresh = false, token = botToken, slackToken: ofSlack = slackToken, policy } = {}) => {
      await searchStorage(running.storage, overheard);
      await running.storage.close();
      if (policy !== undefined) config = configOf(policy);
      if (fresh) {
        database = await newDatabase();
        databases.push(database);
      }
      running = await run(token, ofSlack);
      await running.learn();
    },
    reviews: () =>
      gitlab
        .snapshot()
        .projects.flatMap(({ issues }) => issues)
        .filter(({ title }) => title.startsWith('Incident Review:')),
    incident: (draft = {}) =>
      gitlab.as('dora').createIncident(project, {
        title: 'Runner verification answers 500',
        labels: ['incident', 'severity::2', 'Service::CI Runners'],
        ...draft,
      }),
    close: async () => {
      overheard.kept('metrics', await metrics.text());
      for (const line of lines) overheard.kept(`log: ${line.sentence}`, textOf(line));
      try {
        await searchStorage(running.storage, overheard);
      } finally {
        await server.stop(1_000);
        await running.storage.close();
        await gitlab.close();
        await slack?.close();
        await Promise.all(databases.map(({ remove }) => remove()));
        await rm(folder, { recursive: true, force: true });
      }
      const leaks = overheard.leaks();
      if (leaks.length > 0) throw new Error(`the story gave away:\n${leaks.join('\n')}`);
    },
  };
}

/** Slack with the people of the story, the channels of its policy, and the app with our scopes. */
async function startSlack(scopes: true | string[], clock: SettableClock): Promise<SlackDouble> {
  const slack = await startSlackDouble({ now: () => new Date(clock.now()) });
  for (const name of ['dora', 'alice', 'carol', 'bob']) {
    slack.addUser({ name, email: `${name}@example.com`, timezone: 'Europe/Berlin' });
  }
  slack.installApp({
    botToken: slackToken,
    scopes: scopes === true ? [...requiredScopes, ...optionalScopes] : scopes,
    botName: 'incident-review-bot',
  });
  slack.addChannel({ name: 'incident-reviews', members: ['alice', 'bob'] });
  slack.addChannel({ name: 'g_runner', members: ['alice', 'carol'] });
  return slack;
}

function watch(calls: Call[]): typeof fetch {
  let moment = 0;
  const tick = (): number => {
    moment += 1;
    return moment;
  };
  return async (input, init) => {
    const startedAt = tick();
    try {
      return await fetch(input, init);
    } finally {
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      calls.push({ method: init?.method ?? 'GET', path, startedAt, endedAt: tick() });
    }
  };
}

function people(gitlab: GitLabDouble, role: 'reporter' | 'maintainer' | 'guest'): void {
  gitlab.addUser({ username: 'incident-review-bot', bot: true });
  for (const username of ['dora', 'alice', 'carol', 'bob']) gitlab.addUser({ username });
  const members = { dora: 'developer', alice: 'developer', carol: 'developer', bob: 'developer' } as const;
  gitlab.addProject({ path: project, members: { ...members, 'incident-review-bot': role } });
  gitlab.addToken({ value: botToken, user: 'incident-review-bot' });
}

function configOf(policy: string) {
  const loaded = loadConfig({}, () => policy, ['policy']);
  if ('config' in loaded) return loaded.config;
  throw new Error(`the story is configured wrongly: ${JSON.stringify(loaded.mistakes)}`);
}
