import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { PinoLog } from './adapters/log/pino-log.ts';
import { prometheusMetrics, type Readings } from './adapters/metrics/prometheus.ts';
import { startChores } from './chores.ts';
import { name, packageVersion } from './compose/about.ts';
import { elapsedMs, wallClock } from './compose/clocks.ts';
import {
  composeFlows,
  composeGitLab,
  composeMetricsSource,
  composeSlack,
  composeSlackDoor,
  composeStorage,
} from './compose.ts';
import type { Config } from './config.ts';
import { dayIn } from './domain/calendar.ts';
import { tokenDaysLeft } from './domain/doctor/token.ts';
import { type Lane, lanes } from './domain/intents.ts';
import { Problem } from './domain/problems.ts';
import { type Carrier, createCarrier } from './flows/carry-out.ts';
import type { Deps } from './flows/deps.ts';
import { handleDeliveries } from './flows/handle-deliveries.ts';
import { onceInTheLog } from './flows/reconcile/once-in-the-log.ts';
import { lastReconcileOf } from './flows/reconcile.ts';
import { watchClock } from './flows/watch-clock.ts';
import { adminApp } from './http/admin.ts';
import { type AppParts, buildApp } from './http/app.ts';
import { gitlabDoor } from './http/gitlab.ts';
import { healthRoutes } from './http/health.ts';
import { homePage } from './http/home.ts';
import { startServer } from './http/server.ts';
import { countUnderWay } from './http/under-way.ts';
import type { Clock } from './ports/clock.ts';
import type { GitLabDoctor } from './ports/gitlab-doctor.ts';
import type { SharedWork } from './ports/shared-work.ts';
import { startTicker, type Ticker } from './ticker.ts';

const intentsAtOnce: Record<Lane, number> = { gitlab: 8, slack: 4, metrics: 2 };
const deliveriesAtOnce = 50;
/** Others may write to the database too: a command, a second process. */
const lookAgainMs = 5_000;
/** While requests come in without a pause, deliveries are handled at this pace at least. */
const politeMs = 20;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const notAsked = 'not asked yet';
/** Together below the ten seconds after which a container is killed. */
const requestsEndWithinMs = 3_000;
const intentsEndWithinMs = 5_000;

export type RunningService = {
  url: string;
  adminUrl: string;
  deps: Deps;
  /** Everybody looks whether something is due by now: the sandbox moves its clock. */
  wake(): void;
  /** Takes in no more, ends what is under way or leaves it safely for the next start. */
  stop(): Promise<void>;
};

export type ServiceOptions = {
  configFile: string;
  log: PinoLog;
  home?: (deps: Deps) => AppParts['home'];
  clock?: Clock;
};

/** Starts everything: storage, doors, workers. Resolves when deliveries are taken in. */
export async function startService(config: Config, options: ServiceOptions): Promise<RunningService> {
  const { log, clock = wallClock } = options;
  const version = packageVersion();
  const { storage } = await composeStorage(config);
  const shared = await storage.shareWork(log);
  const standing = { gitlab: notAsked, slack: notAsked, tokenDaysLeft: null as number | null };
  const metrics = prometheusMetrics({
    version,
    clock,
    log,
    readings: () => readGauges(deps, standing.tokenDaysLeft),
  });
  const gitlab = composeGitLab(config.gitlab, log, { metrics, clock });
  const slack = await composeSlack(config.slack, { storage, clock, metrics });
  const metricsSource = await composeMetricsSource(config, { metrics });
  const { deps, learn, onIntents } = await composeFlows(
    { policy: config.policy, configFile: options.configFile },
    { storage, gitlab, slack, metricsSource, log, metrics, clock },
  );

  const door = countUnderWay(
    gitlabDoor({ ...config.webhooks, storage, clock, log, metrics, onStored: wakeDeliveries }),
  );
  const slackDoor = await composeSlackDoor(config, { storage, clock, log });
  const slackLine = (): string => {
    if (slackDoor === null) return 'off';
    return standing.slack === 'ok' ? slackDoor.line() : standing.slack;
  };
  const health = healthRoutes({ storage, clock, log, gitlab: () => standing.gitlab, slack: slackLine });
  const home = options.home?.(deps) ?? homePage({ name, version });
  const app = buildApp({ gitlab: door.handler, slack: slackDoor?.handler ?? null, health, home, log });
  const admin = await startServer({
    host: config.http.host,
    port: config.http.adminPort,
    app: adminApp({ exposition: metrics, log }),
  });
  const server = await startServer({ host: config.http.host, port: config.http.port, app });

  // Before anybody works: what is claimed until next year by a clock that was wrong is to be had again.
  const clockWatch = watchClock(deps, elapsedMs);
  await clockWatch.look();
  const deliveries = startTicker(
    'deliveries',
    async () => {
      const handled = await handleDeliveries(deps, deliveriesAtOnce, () => letRequestsGoFirst(door.underWay));
      if (handled === deliveriesAtOnce) shared?.askAnother('deliveries');
      return handled === 0 ? lookAgainMs : 0;
    },
    log,
  );
  const intents = lanes.map((lane) => startLane(lane, deps, shared));
  onIntents(() => {
    if (shared === null) for (const lane of intents) lane.ticker.wake();
  });
  const identity = startTicker('identity', () => askWhoWeAre(), log);
  const slackToken = startTicker('slack token', () => askSlack(), log);
  const clockTicker = startTicker('clock', () => clockWatch.look().then(() => minuteMs), log);
  const chores = await startChores({
    shared,
    reconcile: {
      deps,
      access: gitlab,
      publicUrl: config.http.publicUrl,
      onStored: wakeDeliveries,
      sayOnce: onceInTheLog(log),
    },
    retentionMs: config.policy.retention.deliveriesMs,
    isClockSteady: clockWatch.isSteady,
  });
  await shared?.onWork('deliveries', () => deliveries.wake());
  for (const { lane, ticker } of intents) await shared?.onWork(lane, () => ticker.wake());

  /** Where the work is shared, the database calls whoever is to do it. */
  function wakeDeliveries(): void {
    if (shared === null) deliveries.wake();
  }

  async function askWhoWeAre(): Promise<number> {
    try {
      await learn();
      standing.tokenDaysLeft = await daysLeft(gitlab, clock);
      standing.gitlab = 'ok';
      return hourMs;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      standing.gitlab = error.code;
      log.warn(
        { problem: error.code, detail: error.message },
        'GitLab did not say who we are; asked again soon',
      );
      return lookAgainMs * 6;
    }
  }

  async function askSlack(): Promise<number> {
    try {
      await deps.slack?.checkToken();
      standing.slack = 'ok';
      return hourMs;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      standing.slack = error.code;
      log.warn({ problem: error.code, detail: error.message }, 'Slack did not accept us; asked again soon');
      return lookAgainMs * 6;
    }
  }

  const tickers = [
    deliveries,
    ...intents.map(({ ticker }) => ticker),
    identity,
    slackToken,
    clockTicker,
    ...chores,
  ];

  log.info({ url: server.url, admin: admin.url, version }, 'the service takes in deliveries');
  return {
    url: server.url,
    adminUrl: admin.url,
    deps,
    wake: () => {
      for (const ticker of tickers) ticker.wake();
    },
    stop: async () => {
      log.info({}, 'the service is stopping');
      await Promise.all([
        server.stop(requestsEndWithinMs),
        slackDoor?.stop(requestsEndWithinMs),
        shared?.stop(),
      ]);
      const workers = tickers.map((ticker) => ticker.stop());
      const ended = await Promise.race([
        // A worker may be about to start acts: only when all rest is it known what is under way.
        Promise.all(workers)
          .then(() => Promise.all(intents.map(({ carrier }) => carrier.settled())))
          .then(() => true),
        sleep(intentsEndWithinMs, false, { ref: false }),
      ]);
      const underWay = intents.reduce((sum, { carrier }) => sum + carrier.underWay(), 0);
      if (!ended) log.warn({ underWay }, 'what is under way is left for the next start');
      await admin.stop(requestsEndWithinMs);
      await storage.close();
      log.info({}, 'the service has stopped');
    },
  };
}

/** A delivery is answered before another is worked on, but the work never stands still. */
async function letRequestsGoFirst(underWay: () => number): Promise<void> {
  await nextTurn();
  if (underWay() > 0) await sleep(politeMs);
}

/** Each lane has its own worker: a Slack or a metrics source that hangs must not keep GitLab's intents waiting. */
function startLane(
  lane: Lane,
  deps: Deps,
  shared: SharedWork | null,
): { lane: Lane; carrier: Carrier; ticker: Ticker } {
  const carrier = createCarrier(deps, lane, intentsAtOnce[lane], () => ticker.wake());
  const ticker = startTicker(
    `${lane} intents`,
    async () => {
      const started = await carrier.startDue();
      const underWay = carrier.underWay();
      if (started > 0 && underWay === intentsAtOnce[lane]) shared?.askAnother(lane);
      return started > 0 && underWay < intentsAtOnce[lane] ? 0 : restUntilDue(deps, lane, underWay);
    },
    deps.log,
  );
  return { lane, carrier, ticker };
}

async function restUntilDue({ storage, clock }: Deps, lane: Lane, underWay: number): Promise<number> {
  const next = await storage.nextIntentAt(lane);
  // What ends wakes the worker; what is due but held back by something under way cannot be hurried.
  if (next === null || underWay > 0) return lookAgainMs;
  return Math.min(lookAgainMs, Math.max(100, Date.parse(next) - Date.parse(clock.now())));
}

async function daysLeft(gitlab: GitLabDoctor, clock: Clock): Promise<number | null> {
  const { expiresOn } = await gitlab.token();
  return expiresOn === null ? null : tokenDaysLeft(expiresOn, clock.now());
}

async function readGauges({ storage, clock, policy }: Deps, tokenDaysLeft: number | null): Promise<Readings> {
  const today = dayIn(clock.now(), policy().calendar.timezone);
  return {
    depth: await storage.depth(),
    reviews: await storage.countReviews(today),
    tokenDaysLeft,
    lastReconcile: await lastReconcileOf(storage),
  };
}
