import type { Policy } from '../domain/policy.ts';
import type { Apps } from '../ports/apps.ts';
import type { Charts } from '../ports/charts.ts';
import type { Clock } from '../ports/clock.ts';
import type { GitLab } from '../ports/gitlab.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { MetricsSource } from '../ports/metrics-source.ts';
import type { Slack } from '../ports/slack.ts';
import type { Storage } from '../ports/storage.ts';
import type { Templates } from '../ports/templates.ts';
import type { Translate } from '../ports/translate.ts';
import type { Pace } from './pace.ts';

/** What every flow may need, joined once in `src/compose.ts`. */
export type Deps = {
  storage: Storage;
  gitlab: GitLab;
  /** null: Slack is off. */
  slack: Slack | null;
  /** null: nothing is measured. */
  metricsSource: MetricsSource | null;
  /** Draws what was measured. */
  charts: Charts;
  pace: Pace;
  templates: Templates;
  apps: Apps;
  translate: Translate;
  clock: Clock;
  log: Log;
  /** The fields stand on each line logged while the work goes on: the key of a delivery or an intent. */
  within: <T>(fields: Record<string, string>, work: () => Promise<T>) => Promise<T>;
  metrics: Metrics;
  /** Runs pieces of work one after another, in the order of the calls. */
  oneAtATime: <T>(work: () => Promise<T>) => Promise<T>;
  /** 0..1, for spreading retries. */
  random: () => number;
  /** The policy with what was learnt since the start: who we are, ids of projects. */
  policy: () => Policy;
  /** Told when intents were committed that somebody should carry out. */
  onIntents: () => void;
};
