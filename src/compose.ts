import { dirname, join, resolve } from 'node:path';
import { translate } from '../webhooks/index.ts';
import { AppsNotLoaded, loadApps } from './adapters/apps/load-apps.ts';
import { drawApart } from './adapters/charts/draw-apart.ts';
import { connectGitLab } from './adapters/gitlab/connect.ts';
import { type PinoLog, pinoLog } from './adapters/log/pino-log.ts';
import { openStorage } from './adapters/storage/open-storage.ts';
import { loadTemplates } from './adapters/templates/load-templates.ts';
import { name, packageRoot } from './compose/about.ts';
import { wallClock } from './compose/clocks.ts';
import { NamesNotFound } from './compose/names-not-found.ts';
import { addressOf, type Config, type Parts } from './config.ts';
import { nearest } from './domain/nearest.ts';
import type { Policy } from './domain/policy.ts';
import type { Deps } from './flows/deps.ts';
import { type Knowledge, learnIdentity, recallKnowledge } from './flows/learn-identity.ts';
import { createPace } from './flows/pace.ts';
import type { SlackDoor } from './http/slack.ts';
import type { Apps } from './ports/apps.ts';
import type { Charts } from './ports/charts.ts';
import type { Clock } from './ports/clock.ts';
import type { GitLab } from './ports/gitlab.ts';
import type { GitLabArchive } from './ports/gitlab-archive.ts';
import type { GitLabDoctor } from './ports/gitlab-doctor.ts';
import type { GitLabHooks } from './ports/gitlab-hooks.ts';
import type { Log } from './ports/log.ts';
import type { Metrics } from './ports/metrics.ts';
import type { MetricsSource } from './ports/metrics-source.ts';
import type { Slack } from './ports/slack.ts';
import type { Storage } from './ports/storage.ts';
import type { Templates } from './ports/templates.ts';

/** `secrets`: what must not be written, whatever it comes in; also what is set and not used. */
export function composeLog(
  { log }: Pick<Parts, 'log'>,
  to: 'stdout' | 'stderr',
  secrets: readonly string[],
): PinoLog {
  return pinoLog({ level: log.level, name, to, secrets });
}

/** `migrated`: what had to be done to bring the database up to date. */
export async function composeStorage({
  database,
}: Pick<Parts, 'database'>): Promise<{ storage: Storage; migrated: string[] }> {
  const storage = await openStorage({ url: addressOf(database) });
  return { storage, migrated: await storage.migrate() };
}

export function composeGitLab(
  access: { url: string; token: string },
  log: Log,
  { metrics, clock = wallClock }: { metrics?: Metrics; clock?: Clock } = {},
): GitLab & GitLabArchive & GitLabDoctor & GitLabHooks {
  return connectGitLab({
    ...access,
    now: () => Date.parse(clock.now()),
    log,
    ...(metrics ? { metrics } : {}),
  });
}

/** Slack's client is loaded only where it is used: it costs time at the start, and memory. null: Slack is off. */
export async function composeSlack(
  access: Parts['slack'],
  { storage, clock, metrics }: { storage: Storage; clock: Clock; metrics?: Metrics },
): Promise<Slack | null> {
  if (access === null) return null;
  const [{ connectSlack }, { ensureMarkSecret }] = await Promise.all([
    import('./adapters/slack/connect.ts'),
    import('./adapters/slack/mark.ts'),
  ]);
  return connectSlack({
    token: access.botToken,
    apiUrl: access.apiUrl,
    markSecret: await ensureMarkSecret(storage),
    now: () => Date.parse(clock.now()),
    ...(metrics ? { metrics } : {}),
  });
}

/** null: nothing is measured, because nobody has said where. */
export async function composeMetricsSource(
  { policy, prometheus }: Pick<Parts, 'policy' | 'prometheus'>,
  { metrics }: { metrics?: Metrics } = {},
): Promise<MetricsSource | null> {
  const { url } = policy.metrics;
  if (url === null) return null;
  const { connectMetricsSource } = await import('./adapters/prometheus/connect.ts');
  return connectMetricsSource({ url, token: prometheus.token, ...(metrics ? { metrics } : {}) });
}

/** Bolt too is loaded only where Slack is on. */
export async function composeSlackDoor(
  { slack, policy }: Pick<Config, 'slack' | 'policy'>,
  parts: { storage: Storage; clock: Clock; log: Log },
): Promise<SlackDoor | null> {
  if (slack === null) return null;
  const [{ openSlackDoor }, { slackCommands }, { toBlocks }] = await Promise.all([
    import('./http/slack.ts'),
    import('./commands/index.ts'),
    import('./adapters/slack/blocks.ts'),
  ]);
  return openSlackDoor({
    ...parts,
    access: slack,
    commands: slackCommands({ name: policy.slack.command }),
    render: toBlocks,
  });
}

export function composeTemplates(): Templates {
  return loadTemplates(join(packageRoot(), 'templates'));
}

function takeTurns(): Deps['oneAtATime'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    // How one ends is told to who asked for it; the next one begins all the same.
    last = next.catch(() => undefined);
    return next;
  };
}

/** Templates that are to be in templates/ and are not. Those of a project can only be asked of GitLab. */
export function wrongTemplates({ review }: Config['policy'], templates: Templates): string[] {
  const named = [
    ['review.template', review.template],
    ...Object.entries(review.templates).map(([severity, template]) => [
      `review.templates.${severity}`,
      template,
    ]),
  ] as const;
  const known = templates.reviewTemplates();
  return named.flatMap(([path = '', template = '']) => {
    if (template.startsWith('gitlab:') || known.includes(template)) return [];
    const near = nearest(template, known);
    const mend = near === null ? '' : `; did you mean "${near}"?`;
    return [
      `${path}: found "${template}"; allowed: ${known.join(', ')}, or gitlab: and the name of one in the project${mend}`,
    ];
  });
}

/** The apps of the configuration, or what is wrong with them. */
export async function composeApps(
  { policy, configFile }: { policy: Config['policy']; configFile: string },
  log: Log,
): Promise<{ apps: Apps; mistakes: string[] }> {
  try {
    return { apps: await loadApps(policy.apps, dirname(resolve(configFile)), { log }), mistakes: [] };
  } catch (error) {
    if (!(error instanceof AppsNotLoaded)) throw error;
    return { apps: [], mistakes: error.message.split('\n') };
  }
}

/** The flows' parts, joined; `learn` brings `policy()` up to date with what GitLab says of us. */
export type Composed = { deps: Deps; learn(): Promise<void>; onIntents(listener: () => void): void };

export async function composeFlows(
  config: Pick<Config, 'policy'> & { configFile: string },
  parts: Pick<Deps, 'storage' | 'gitlab' | 'slack' | 'metrics' | 'metricsSource'> & { log: PinoLog } & {
    clock?: Clock;
    charts?: Charts;
    templates?: Templates;
  },
): Promise<Composed> {
  const { storage, gitlab, log } = parts;
  const clock = parts.clock ?? wallClock;
  const templates = parts.templates ?? composeTemplates();
  const { apps, mistakes } = await composeApps(config, log);
  mistakes.push(...wrongTemplates(config.policy, templates));
  if (mistakes.length > 0) throw new NamesNotFound(mistakes);
  const { projects } = config.policy.gitlab;
  let knowledge: Knowledge = await recallKnowledge(projects, storage, clock.now());
  const hearing = apps.map((app) => ({ name: app.name, hears: app.hears }));
  let tellOfIntents = (): void => undefined;
  const deps: Deps = {
    ...parts,
    within: log.within,
    clock,
    charts: parts.charts ?? drawApart(),
    apps,
    templates,
    translate,
    random: Math.random,
    oneAtATime: takeTurns(),
    pace: createPace(),
    policy: (): Policy => ({
      ...config.policy,
      ...knowledge,
      apps: hearing,
      slack: parts.slack ? config.policy.slack : null,
      // Not even planned where nobody could be asked.
      metrics: { ...config.policy.metrics, ...(parts.metricsSource ? {} : { url: null }) },
    }),
    onIntents: () => tellOfIntents(),
  };
  return {
    deps,
    learn: async () => {
      knowledge = await learnIdentity(knowledge, projects, { gitlab, storage });
    },
    onIntents: (listener) => {
      tellOfIntents = listener;
    },
  };
}
