import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeLog } from './compose.ts';
import { everyPart, loadConfig, renderMistakes } from './config.ts';
import { PortTaken } from './http/server.ts';
import type { Clock } from './ports/clock.ts';
import type { HistoryEntry } from './ports/storage.ts';
import { startClock } from './sandbox/clock.ts';
import { type GitLabDouble, startGitLabDouble } from './sandbox/gitlab/index.ts';
import { pageRoutes } from './sandbox/page/routes.ts';
import type { Step } from './sandbox/page/steps.ts';
import { issuePage } from './sandbox/page/views.ts';
import { beforeTheIncident, scenarioConfiguration, setTheStage } from './sandbox/scenario.ts';
import { type RunningService, startService } from './service.ts';

const stepsShown = 60;

export type Sandbox = { url: string; greeting: string; gitlab: GitLabDouble; stop(): Promise<void> };

/**
 * The real service on a throw-away database, against a GitLab that comes along, all on 127.0.0.1. When
 * the wished port is taken, any free one. It runs in October 2024, when the incident it shows happened.
 */
export async function startSandbox({ port, level }: { port: number; level: string }): Promise<Sandbox> {
  try {
    return await startOn(port, level);
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    return await startOn(0, level);
  }
}

async function startOn(port: number, level: string): Promise<Sandbox> {
  const time = startClock(beforeTheIncident);
  const clock: Clock = { now: () => time.now().toISOString() };
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-sandbox-'));
  const gitlab: GitLabDouble = await startGitLabDouble({
    now: time.now,
    pages: (path) => showIssue(gitlab, path),
  });
  const secrets = { token: `glpat-${fresh()}`, webhookToken: fresh() };
  let service: RunningService | null = null;
  const stop = async (): Promise<void> => {
    await service?.stop();
    await gitlab.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const config = configFor({ port, level, folder, url: gitlab.url, ...secrets });
    // The hook needs the port that was really taken, and the page needs the stage: the stage is set
    // once the service listens.
    const stage = { set: null as ReturnType<typeof pageRoutes> | null };
    service = await startService(config, {
      configFile: join(folder, 'incident-review.yml'),
      log: composeLog(config, 'stderr'),
      clock,
      home: () => (request, response, next) => (stage.set ? stage.set(request, response, next) : next()),
    });
    const { url, deps } = service;
    const scenario = setTheStage(gitlab, time, { ...secrets, webhookUrl: `${url}/webhooks/gitlab` });
    stage.set = pageRoutes({
      gitlab,
      scenario,
      steps: async () => (await deps.storage.history(stepsShown)).map(asStep),
    });
    return { url, gitlab, stop, greeting: `The sandbox is ready: open ${url}` };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Through the same door as every other configuration, so that what the sandbox shows is what installers get. */
function configFor(wish: {
  port: number;
  level: string;
  folder: string;
  url: string;
  token: string;
  webhookToken: string;
}) {
  const loaded = loadConfig(
    {
      GITLAB_URL: wish.url,
      GITLAB_TOKEN: wish.token,
      GITLAB_WEBHOOK_TOKEN: wish.webhookToken,
      DATABASE_URL: `sqlite:${join(wish.folder, 'sandbox.db')}`,
      HOST: '127.0.0.1',
      PORT: String(wish.port),
      ADMIN_PORT: '0',
      LOG_LEVEL: wish.level,
    },
    () => scenarioConfiguration,
    everyPart,
  );
  if ('config' in loaded) return loaded.config;
  throw new Error(`the sandbox is configured wrongly:\n${renderMistakes(loaded.mistakes)}`);
}

function fresh(): string {
  return randomBytes(18).toString('base64url');
}

function showIssue(
  gitlab: GitLabDouble,
  path: string,
): { status: number; type: string; body: string } | null {
  const [, project, iid] = /^\/(.+)\/-\/(?:issues|work_items)\/(\d+)$/.exec(path) ?? [];
  const issue = gitlab
    .snapshot()
    .projects.find((one) => one.path === project)
    ?.issues.find((one) => one.iid === Number(iid));
  return issue ? { status: 200, type: 'text/html; charset=utf-8', body: issuePage(issue).markup } : null;
}

function asStep({ at, what, key, outcome, detail }: HistoryEntry): Step {
  return { at, what, key, outcome, detail };
}
