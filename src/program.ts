import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { redactText } from './adapters/log/redact.ts';
import { runCommand } from './cli/index.ts';
import { progressLine } from './cli/progress.ts';
import { Exit, exitCodes, type World } from './cli/world.ts';
import { name, packageVersion } from './compose/about.ts';
import { elapsedMs, wallClock } from './compose/clocks.ts';
import { NamesNotFound } from './compose/names-not-found.ts';
import {
  addressOf,
  chooseCommand,
  defaultPolicy,
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
import { Problem } from './domain/problems.ts';
import { PortTaken } from './http/server.ts';
import { loadCalmly } from './program/load-calmly.ts';
import { readDocument } from './program/read-document.ts';
import type { Shell } from './program/shell.ts';
import { runUntilStopped } from './program/until-stopped.ts';

// What is imported here every command waits for, and most need little of the service: its parts, and all that
// joins them, are loaded by the acts that need them.

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

const shell: Shell = { config, configFile, secrets, showProgress: progress.show };

const world: World = {
  print: (text) => {
    progress.clear();
    output().write(`${text}\n`);
  },
  caughtUp,
  complain: (text) => {
    progress.clear();
    process.stderr.write(`${withoutSecrets(text)}\n`);
  },
  showProgress: progress.show,
  readText,
  readDocument,
  assumedZone: () => config(['policyIfAny']).policyIfAny?.calendar.assumeZone ?? null,
  checkPolicy: () => ({ ...(config(['policyIfAny']).policyIfAny ?? defaultPolicy()), botUsers: [] }),
  now: wallClock.now,
  serve: async () => {
    const parts = config(everyPart);
    const { composeLog, startService } = await loadCalmly(async () => ({
      ...(await import('./compose.ts')),
      ...(await import('./service.ts')),
    }));
    const log = composeLog(parts, 'stdout', secrets);
    tellOfCrash = (error) => log.error({ error }, 'the service ends, for nobody caught this error');
    await runUntilStopped(() => startService(parts, { configFile, log }));
  },
  sandbox: async ({ port }) => {
    const wished = port ?? Number(env.PORT?.trim() || 3000);
    // Only here: the service shall not carry a GitLab of its own in its memory.
    const { startSandbox } = await loadCalmly(() => import('./sandbox-service.ts'));
    const options = { port: wished, level: env.LOG_LEVEL?.trim() || 'warn' };
    await runUntilStopped(
      () => startSandbox(options),
      ({ greeting }) => world.print(greeting),
    );
  },
  withStorage: async (work) => {
    const parts = config(['database']);
    const { composeStorage } = await import('./compose.ts');
    const { storage } = await composeStorage(parts);
    try {
      return await work(storage, wallClock.now());
    } finally {
      await storage.close();
    }
  },
  migrate: async () => {
    const parts = config(['database']);
    const { composeStorage } = await import('./compose.ts');
    const { storage, migrated } = await composeStorage(parts);
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
  withRehearsal: async (work) => (await import('./program/rehearsal.ts')).withRehearsal(work, shell),
  examine: async () => (await import('./examine.ts')).examine(env),
  reconcile: async (wish) => (await import('./program/in-flows.ts')).reconcileOnce(wish, shell),
  rebuild: async (wish) => (await import('./program/in-flows.ts')).rebuildOnce(wish, shell),
};

/** Not before somebody prints: the log of the service writes there on its own, and is to find it as it was. */
function output(): NodeJS.WriteStream {
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', endWithItsReader);
  return process.stdout;
}

/** Whoever reads no further (`| head`) has enough: that is no crash, and nobody is left to tell. */
function endWithItsReader(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(exitCodes.findings);
  throw error;
}

function caughtUp(): Promise<void> {
  return new Promise((resolve) => {
    output().write('', () => resolve());
  });
}

async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readAll(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    world.complain(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    throw new Exit(exitCodes.findings);
  }
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
  // Ending now would cut off what a slow reader has not taken yet.
  await caughtUp();
  // A socket to GitLab that is kept alive, or an app's timer, must not keep the process.
  process.exit();
}
