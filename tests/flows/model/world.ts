import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectGitLab } from '../../../src/adapters/gitlab/connect.ts';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import { composeFlows } from '../../../src/compose.ts';
import { loadConfig } from '../../../src/config.ts';
import { createCarrier } from '../../../src/flows/carry-out.ts';
import type { Deps } from '../../../src/flows/deps.ts';
import { createPace } from '../../../src/flows/pace.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { clockAt, type SettableClock } from '../../fakes/clock.ts';
import { recordedLog } from '../../fakes/log.ts';
import { latestMs, type ModelSlack, modelSlack } from './slack.ts';
import { always, type Fate, Killed, type Life, lifeOf, withSteps } from './steps.ts';

/** A message that is not seen this long after it was claimed counts as not taken (`src/flows/send-once.ts`). */
const certainAfterMs = 120_000;
const start = '2026-03-02T08:00:00.000Z';

/** Processes on one database, with one Slack, at one time. */
export type World = {
  clock: SettableClock;
  slack: ModelSlack;
  storage: Storage;
  /** One process carries out all that is due, up to its end; whoever stands still stays for later. */
  work(fate: Fate | null): Promise<void>;
  /** Whoever stands still longest goes on. false: nobody stands still. */
  wake(): Promise<boolean>;
  /** Messages that a process had claimed when it was killed or came to stand still. */
  interrupted: ReadonlySet<string>;
  /** Messages sent so long after their claim that nobody could have waited for them. */
  overdue: ReadonlySet<string>;
  close(): Promise<void>;
};

export type Worlds = { make(mayLook: boolean): Promise<World>; remove(): Promise<void> };

/** Each world has a copy of one empty database. */
export async function prepareWorlds(): Promise<Worlds> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-model-'));
  const open = (file: string) => openStorage({ url: `sqlite:${file}` });
  const empty = join(folder, 'empty.db');
  const storage = await open(empty);
  await storage.migrate();
  const plain = await composeDeps(storage);
  await storage.close();
  let files = 0;
  const nextFile = () => {
    files += 1;
    return join(folder, `${files}.db`);
  };
  const make: Worlds['make'] = async (mayLook) => {
    let file = nextFile();
    copyFileSync(empty, file);
    let now = await open(file);
    const clock = clockAt(start);
    const slack = modelSlack(clock, mayLook);
    const standing: { life: Life; end: Promise<void> }[] = [];
    const interrupted = new Set<string>();
    const overdue = new Set<string>();
    /** Nobody closes anything: the files as they are at this moment are all that is left. */
    const killedNow = async () => {
      const [before, left] = [now, nextFile()];
      copyFileSync(file, left);
      copyFileSync(`${file}-wal`, `${left}-wal`);
      file = left;
      now = await open(file);
      await before.close();
    };
    const kept = always(() => now);
    return {
      clock,
      slack,
      storage: kept,
      work: async (fate) => {
        const life = lifeOf(fate, killedNow);
        const claimedAtMs = new Map<string, number>();
        const nowMs = () => Date.parse(clock.now());
        const claimSend: Storage['claimSend'] = (send, at) => {
          claimedAtMs.set(send.key, nowMs());
          return now.claimSend(send, at);
        };
        const post: ModelSlack['api']['post'] = (to, message, key) => {
          const lateMs = nowMs() + latestMs - (claimedAtMs.get(key) ?? 0);
          if (lateMs >= certainAfterMs) overdue.add(key);
          return slack.api.post(to, message, key);
        };
        const deps: Deps = {
          ...plain,
          storage: withSteps(
            always(() => ({ ...now, claimSend })),
            life,
          ),
          slack: withSteps({ ...slack.api, post }, life),
          clock,
          pace: createPace(),
        };
        const end = carryOutAllDue(deps);
        const stands = await Promise.race([end.then(() => false), life.stands.then(() => true)]);
        if (stands) standing.push({ life, end });
        if (fate !== null) for (const key of claimedAtMs.keys()) interrupted.add(key);
      },
      wake: async () => {
        const first = standing.shift();
        first?.life.goOn();
        await first?.end;
        return first !== undefined;
      },
      interrupted,
      overdue,
      close: () => now.close(),
    };
  };
  return { make, remove: () => rm(folder, { recursive: true }) };
}

/** One after another, so that a process that stands still does nothing else either. */
async function carryOutAllDue(deps: Deps): Promise<void> {
  const carrier = createCarrier(deps, 'slack', 1, () => undefined);
  try {
    while ((await carrier.startDue()) > 0) await carrier.settled();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

/** Everything that no world needs of its own. */
async function composeDeps(storage: Storage): Promise<Deps> {
  const loaded = loadConfig({}, () => 'gitlab: { projects: [{ incidents: 7 }] }', ['policy']);
  if ('mistakes' in loaded) throw new Error('the policy of the model is wrong');
  const clock = clockAt(start);
  const log = {
    ...recordedLog(),
    within: <T>(_fields: Record<string, string>, work: () => Promise<T>) => work(),
  };
  const { deps } = await composeFlows(
    { policy: loaded.config.policy, configFile: 'none.yml' },
    {
      storage,
      gitlab: connectGitLab({ url: 'http://gitlab.invalid', token: 'none', now: () => 0, log }),
      slack: modelSlack(clock, true).api,
      metricsSource: null,
      log,
      metrics: { delivery: () => undefined, intent: () => undefined, apiCall: () => undefined },
      clock,
    },
  );
  return { ...deps, random: () => 0.5 };
}
