import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { redactText } from './adapters/log/redact.ts';
import { runCommand } from './cli/index.ts';
import { progressLine } from './cli/progress.ts';
import { Exit, exitCodes, type World } from './cli/world.ts';
import {
  addressOf,
  composeFlows,
  composeGitLab,
  composeLog,
  composeSlack,
  composeStorage,
  elapsedMs,
  NamesNotFound,
  name,
  packageVersion,
  wallClock,
} from './compose.ts';
import {
  chooseCommand,
  environmentOfProcess,
  everyPart,
  loadConfig,
  type Mistake,
  type Part,
  type Parts,
  readDatabaseOptions,
  readTextFile,
  renderMistakes,
  secretsIn,
} from './config.ts';
import { projectKey } from './domain/policy.ts';
import { Problem } from './domain/problems.ts';
import { examine } from './examine.ts';
import { carryOutAll } from './flows/carry-out-all.ts';
import { watchFrom } from './flows/learn-identity.ts';
import { type RebuildReport, type RebuildWish, rebuild } from './flows/rebuild.ts';
import { onceInTheLog } from './flows/reconcile/once-in-the-log.ts';
import type { ReconcileParts } from './flows/reconcile/parts.ts';
import { type Report, reconcile, type Wish } from './flows/reconcile.ts';
import { PortTaken } from './http/server.ts';
import type { Storage } from './ports/storage.ts';
import { startService } from './service.ts';

const env = environmentOfProcess();
// Addresses of databases stand on the command line too.
const secrets = [env, ...process.argv.map((word) => ({ DATABASE_URL: word.replace(/^--\w+=/, '') }))].flatMap(
  secretsIn,
);
const configFile = env.CONFIG_FILE?.trim() || 'incident-review.yml';

function withoutSecrets(text: string): string {
  const lines = text.split('\n').map((line) => redactText(line, secrets));
  return lines.join('\n');
}

/** The needed parts of the configuration, or the end of the process with every mistake told. */
function config<P extends Part>(needs: readonly P[]): Pick<Parts, P> {
  const loaded = loadConfig(env, readTextFile, needs);
  return 'config' in loaded ? loaded.config : endWith(loaded.mistakes);
}

function endWith(mistakes: readonly Mistake[]): never {
  process.stderr.write(withoutSecrets(renderMistakes(mistakes)));
  throw new Exit(exitCodes.wrongConfiguration);
}

const progress = progressLine({
  write: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  elapsedMs,
});

const world: World = {
  print: (text) => {
    progress.clear();
    process.stdout.write(`${text}\n`);
  },
  complain: (text) => {
    progress.clear();
    process.stderr.write(`${withoutSecrets(text)}\n`);
  },
  showProgress: progress.show,
  readText,
  serve: async () => {
    const parts = config(everyPart);
    const log = composeLog(parts, 'stdout', secrets);
    tellOfCrash = (error) => log.error({ error }, 'the service ends, for nobody caught this error');
    await runUntilStopped(() => startService(parts, { configFile, log }));
  },
  sandbox: async ({ port }) => {
    const wished = port ?? Number(env.PORT?.trim() || 3000);
    // Only here: the service shall not carry a GitLab of its own in its memory.
    const { startSandbox } = await import('./sandbox-service.ts');
    const options = { port: wished, level: env.LOG_LEVEL?.trim() || 'warn' };
    await runUntilStopped(
      () => startSandbox(options),
      ({ greeting }) => world.print(greeting),
    );
  },
  withStorage: async (work) => {
    const { storage } = await composeStorage(config(['database']));
    try {
      return await work(storage, wallClock.now());
    } finally {
      await storage.close();
    }
  },
  migrate: async () => {
    const { storage, migrated } = await composeStorage(config(['database']));
    await storage.close();
    return migrated;
  },
  move: async ({ from, to }, onProgress) => {
    const read = readDatabaseOptions({ '--from': from, '--to': to });
    if ('mistakes' in read) return endWith(read.mistakes);
    const { '--from': source, '--to': target } = read.databases;
    const { moveEverything } = await import('./adapters/storage/move/move-everything.ts');
    return await moveEverything({ from: addressOf(source), to: addressOf(target) }, onProgress);
  },
  backup: async (to, onProgress) => {
    const { database } = config(['database']);
    const { backup } = await import('./adapters/storage/backup.ts');
    return await backup({ url: addressOf(database), to }, onProgress);
  },
  withRehearsal: async (work) => {
    const parts = config(['gitlabIfAny', 'policy', 'log']);
    const log = composeLog(parts, 'stderr', secrets);
    const { storage } = await composeStorage({ database: { kind: 'sqlite', path: ':memory:' } });
    try {
      // A recorded closure may be years old, and is to be judged as if it had just come in.
      for (const { incidents } of parts.policy.gitlab.projects) {
        await watchFrom(new Date(0).toISOString(), projectKey(incidents), storage);
      }
      const access = parts.gitlabIfAny ?? { url: 'http://gitlab.invalid', token: 'none-is-set' };
      const gitlab = composeGitLab(access, log);
      const silent = { delivery: () => undefined, intent: () => undefined, apiCall: () => undefined };
      const { deps } = await composeFlows(
        { policy: parts.policy, configFile },
        { storage, gitlab, slack: null, log, metrics: silent },
      );
      return await work(deps, parts.gitlabIfAny !== null);
    } finally {
      await storage.close();
    }
  },
  examine: () => examine(env),
  reconcile: reconcileOnce,
  rebuild: rebuildOnce,
};

/** Beside a running service or without one: what is found is carried out before the command ends. */
function reconcileOnce(wish: Wish): Promise<{ report: Report; waiting: number }> {
  return withFlows(async (compose, storage) => {
    const parts = await compose();
    const report = await reconcile(wish, parts);
    if (report.outcome !== 'refused') await carryOutAll(parts.deps, (ms) => sleep(ms));
    return { report, waiting: (await storage.depth()).intents };
  });
}

function rebuildOnce(wish: RebuildWish): Promise<{ report: RebuildReport; waiting: number }> {
  return withFlows(async (compose, storage) => {
    const parts = await compose();
    const onProgress = (what: string, count: number) => progress.show(`${count} ${what}`);
    const report = await rebuild(wish, { ...parts, archive: parts.access, onProgress });
    // With all that is known again by now.
    if (report.outcome === 'done') await carryOutAll((await compose()).deps, (ms) => sleep(ms));
    return { report, waiting: (await storage.depth()).intents };
  });
}

type Access = ReturnType<typeof composeGitLab>;
type Compose = () => Promise<ReconcileParts & { access: Access }>;

/** Everything that a command needs which works in GitLab and Slack, on the configured database. */
async function withFlows<T>(work: (compose: Compose, storage: Storage) => Promise<T>): Promise<T> {
  const parts = config(everyPart);
  const log = composeLog(parts, 'stderr', secrets);
  const { storage } = await composeStorage(parts);
  try {
    const access = composeGitLab(parts.gitlab, log);
    const slack = await composeSlack(parts.slack, { storage, clock: wallClock });
    const silent = { delivery: () => undefined, intent: () => undefined, apiCall: () => undefined };
    const { publicUrl } = parts.http;
    const sayOnce = onceInTheLog(log);
    const compose: Compose = async () => {
      const { deps, learn } = await composeFlows(
        { policy: parts.policy, configFile },
        { storage, gitlab: access, slack, log, metrics: silent },
      );
      await learn();
      return { deps, access, publicUrl, onStored: () => undefined, sayOnce };
    };
    return await work(compose, storage);
  } finally {
    await storage.close();
  }
}

async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readAll(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    world.complain(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    throw new Exit(exitCodes.findings);
  }
}

/**
 * Starts something and resolves when a signal has stopped it, also one that comes while it starts. A
 * second signal does not wait.
 */
async function runUntilStopped<T extends { stop(): Promise<void> }>(
  start: () => Promise<T>,
  onStarted: (running: T) => void = () => undefined,
): Promise<void> {
  let stopping = false;
  const signalled = new Promise<void>((resolve) => {
    const stop = (): void => {
      if (stopping) process.exit(exitCodes.findings);
      stopping = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
  const running = await start();
  onStarted(running);
  await signalled;
  await running.stop();
}

/** Where there is a log, the end stands in it too. */
let tellOfCrash = (error: unknown): void => world.complain(inspect(error));

/** Node would print the error as it is, and all variables into its report. */
function keepSecretsInCrashes(): void {
  process.report.excludeEnv = true;
  process.on('uncaughtException', (error) => {
    tellOfCrash(error);
    process.exit(exitCodes.findings);
  });
}

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const command = words.length === 0 ? [chooseCommand(env, existsSync)] : words;
  try {
    return await runCommand(command, { name, version: packageVersion() }, world);
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof NamesNotFound) {
      world.complain(error.message);
      return exitCodes.wrongConfiguration;
    }
    // The world outside failed, and says how to mend it: where in our code that was met helps nobody.
    if (error instanceof PortTaken || error instanceof Problem) world.complain(error.message);
    else world.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.findings;
  }
}

/** Runs the command that the process was started with, and ends the process. */
export async function run(): Promise<never> {
  keepSecretsInCrashes();
  process.exitCode = await main();
  // A socket to GitLab that is kept alive, or an app's timer, must not keep the process.
  process.exit();
}
