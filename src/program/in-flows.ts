import { setTimeout as sleep } from 'node:timers/promises';
import { wallClock } from '../compose/clocks.ts';
import {
  composeFlows,
  composeGitLab,
  composeLog,
  composeMetricsSource,
  composeSlack,
  composeStorage,
} from '../compose.ts';
import { everyPart } from '../config.ts';
import { carryOutAll } from '../flows/carry-out-all.ts';
import { type RebuildReport, type RebuildWish, rebuild } from '../flows/rebuild.ts';
import { onceInTheLog } from '../flows/reconcile/once-in-the-log.ts';
import type { ReconcileParts } from '../flows/reconcile/parts.ts';
import { type Report, reconcile, type Wish } from '../flows/reconcile.ts';
import type { Storage } from '../ports/storage.ts';
import type { Shell } from './shell.ts';

/** Beside a running service or without one: what is found is carried out before the command ends. */
export function reconcileOnce(wish: Wish, shell: Shell): Promise<{ report: Report; waiting: number }> {
  return withFlows(shell, async (compose, storage) => {
    const parts = await compose();
    const report = await reconcile(wish, parts);
    if (report.outcome !== 'refused') await carryOutAll(parts.deps, (ms) => sleep(ms));
    return { report, waiting: (await storage.depth()).intents };
  });
}

export function rebuildOnce(
  wish: RebuildWish,
  shell: Shell,
): Promise<{ report: RebuildReport; waiting: number }> {
  return withFlows(shell, async (compose, storage) => {
    const parts = await compose();
    const onProgress = (what: string, count: number) => shell.showProgress(`${count} ${what}`);
    const report = await rebuild(wish, { ...parts, archive: parts.access, onProgress });
    // With all that is known again by now.
    if (report.outcome === 'done') await carryOutAll((await compose()).deps, (ms) => sleep(ms));
    return { report, waiting: (await storage.depth()).intents };
  });
}

type Access = ReturnType<typeof composeGitLab>;
type Compose = () => Promise<ReconcileParts & { access: Access }>;

/** Everything that a command needs which works in GitLab and Slack, on the configured database. */
async function withFlows<T>(
  { config, configFile, secrets }: Shell,
  work: (compose: Compose, storage: Storage) => Promise<T>,
): Promise<T> {
  const parts = config(everyPart);
  const log = composeLog(parts, 'stderr', secrets);
  const { storage } = await composeStorage(parts);
  try {
    const access = composeGitLab(parts.gitlab, log);
    const slack = await composeSlack(parts.slack, { storage, clock: wallClock });
    const metricsSource = await composeMetricsSource(parts);
    const silent = { delivery: () => undefined, intent: () => undefined, apiCall: () => undefined };
    const { publicUrl } = parts.http;
    const sayOnce = onceInTheLog(log);
    const compose: Compose = async () => {
      const { deps, learn } = await composeFlows(
        { policy: parts.policy, configFile },
        { storage, gitlab: access, slack, metricsSource, log, metrics: silent },
      );
      await learn();
      return { deps, access, publicUrl, onStored: () => undefined, sayOnce };
    };
    return await work(compose, storage);
  } finally {
    await storage.close();
  }
}
