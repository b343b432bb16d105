import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionalScopes, requiredScopes } from './adapters/slack/methods.ts';
import { composeLog } from './compose.ts';
import { everyPart, loadConfig, renderMistakes } from './config.ts';
import { PortTaken } from './http/server.ts';
import type { Clock } from './ports/clock.ts';
import { type SandboxClock, startClock } from './sandbox/clock.ts';
import { type GitLabDouble, startGitLabDouble } from './sandbox/gitlab/index.ts';
import { type MetricsDouble, startMetricsDouble } from './sandbox/metrics/index.ts';
import { gitlabPage } from './sandbox/page/gitlab/gitlab-page.ts';
import { type SandboxPage, sandboxPage } from './sandbox/page/routes.ts';
import { retentionDays, scenarioTraffic } from './sandbox/scenario/traffic.ts';
import { beforeTheIncident, scenarioConfiguration, setTheStage, setUpSlack } from './sandbox/scenario.ts';
import { type SlackDouble, startSlackDouble } from './sandbox/slack/index.ts';
import { type RunningService, startService } from './service.ts';

const stepsShown = 60;

export type Sandbox = {
  url: string;
  greeting: string;
  /** The GitLab, the Slack and the metrics of now: after starting over they are others. */
  readonly gitlab: GitLabDouble;
  readonly slack: SlackDouble;
  readonly metrics: MetricsDouble;
  readonly clock: SandboxClock;
  /** Stops everything, and sets it up anew at the same address. */
  startOver(): Promise<void>;
  stop(): Promise<void>;
};

/** One stage, until somebody starts over. */
type Standing = Pick<Sandbox, 'url' | 'gitlab' | 'slack' | 'metrics' | 'clock' | 'stop'>;

type Wish = { port: number; level: string };

/**
 * The real service on a throw-away database, against a GitLab, a Slack and a metrics source that come along, all on 127.0.0.1. When
 * the wished port is taken, any free one. It runs in October 2024, when the incident it shows happened.
 */
export async function startSandbox({ port, level }: Wish): Promise<Sandbox> {
  let changing: Promise<unknown> = Promise.resolve();
  const startOver = (): Promise<void> => {
    const next = changing.then(async () => {
      await standing.stop();
      standing = await startOn({ port: Number(new URL(standing.url).port), level }, again);
    });
    changing = next;
    return next;
  };
  const again = (): void => {
    startOver().catch((error: unknown) => {
      process.stderr.write(`The sandbox could not start over: ${String(error)}\n`);
      process.exitCode = 1;
    });
  };
  let standing = await startOnFreePort({ port, level }, again);
  return {
    url: standing.url,
    greeting: `The sandbox is ready: open ${standing.url}`,
    get gitlab() {
      return standing.gitlab;
    },
    get slack() {
      return standing.slack;
    },
    get metrics() {
      return standing.metrics;
    },
    get clock() {
      return standing.clock;
    },
    startOver,
    stop: async () => {
      await changing;
      await standing.stop();
    },
  };
}

async function startOnFreePort(wish: Wish, startOver: () => void): Promise<Standing> {
  try {
    return await startOn(wish, startOver);
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    return await startOn({ ...wish, port: 0 }, startOver);
  }
}

async function startOn({ port, level }: Wish, startOver: () => void): Promise<Standing> {
  const time = startClock(beforeTheIncident);
  const clock: Clock = { now: () => time.now().toISOString() };
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-sandbox-'));
  const gitlab: GitLabDouble = await startGitLabDouble({
    now: time.now,
    pages: (path) => gitlabPage(gitlab, path),
  });
  const slack = await startSlackDouble({ now: time.now });
  const metrics = await startMetricsDouble({ now: time.now, traffics: scenarioTraffic, retentionDays });
  const secrets = { token: `glpat-${fresh()}`, webhookToken: fresh() };
  const app = { botToken: `xoxb-${fresh()}`, signingSecret: fresh() };
  let service: RunningService | null = null;
  // The page needs the stage, and the stage the port that was really taken: it is set once the service listens.
  const stage = { page: null as SandboxPage | null };
  const stop = async (): Promise<void> => {
    stage.page?.close();
    await service?.stop();
    await Promise.all([gitlab.close(), slack.close(), metrics.close()]);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const cast = setUpSlack(slack, { ...app, scopes: [...requiredScopes, ...optionalScopes] });
    const config = configFor(
      { HOST: '127.0.0.1', PORT: String(port), ADMIN_PORT: '0', LOG_LEVEL: level },
      {
        GITLAB_URL: gitlab.url,
        GITLAB_TOKEN: secrets.token,
        GITLAB_WEBHOOK_TOKEN: secrets.webhookToken,
        SLACK_BOT_TOKEN: app.botToken,
        SLACK_SIGNING_SECRET: app.signingSecret,
        SLACK_API_URL: slack.apiUrl,
        DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`,
      },
      scenarioConfiguration(cast.people, metrics.url),
    );
    const running = await startService(config, {
      configFile: join(folder, 'incident-review.yml'),
      log: composeLog(config, 'stderr', [...Object.values(secrets), ...Object.values(app)]),
      clock,
      home: () => (request, response, next) =>
        stage.page ? stage.page.router(request, response, next) : next(),
    });
    service = running;
    const { url, deps, wake } = running;
    slack.configureApp({ requestUrl: `${url}/slack/events` });
    const bot = { ...secrets, webhookUrl: `${url}/webhooks/gitlab` };
    const scenario = await setTheStage({ gitlab, slack, clock: time }, bot, cast);
    stage.page = sandboxPage({
      gitlab,
      slack,
      clock: time,
      scenario,
      wake,
      startOver,
      steps: () => deps.storage.history(stepsShown),
    });
    return { url, gitlab, slack, metrics, clock: time, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Through the same door as every other configuration, so that what the sandbox shows is what installers get. */
function configFor(
  listening: Record<string, string>,
  access: Record<string, string>,
  configurationFile: string,
) {
  const loaded = loadConfig({ ...listening, ...access }, () => configurationFile, everyPart);
  if ('config' in loaded) return loaded.config;
  throw new Error(`the sandbox is configured wrongly:\n${renderMistakes(loaded.mistakes)}`);
}

function fresh(): string {
  return randomBytes(18).toString('base64url');
}
