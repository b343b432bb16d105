import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App, Apps } from '../../ports/apps.ts';
import type { Log } from '../../ports/log.ts';
import { type AppFunction, createBot } from './bot.ts';
import { tellHandlers } from './tell-handlers.ts';
import { withTimeLimit } from './time-limit.ts';

export type AppOptions = {
  /** For one event and all handlers of one app together; also for loading one app. */
  timeoutMs?: number;
  log: Log;
};

/** Far below the time after which an intent counts as abandoned and is taken up anew. */
export const usualTimeoutMs = 30_000;

/** What is wrong with an entry of `apps:`, for the person who shall mend it. `index` counts from 0. */
export type AppMistake = { index: number; entry: string; message: string };

/** Apps that could not be loaded: all of them, so that one start shows every mistake. */
export class AppsNotLoaded extends Error {
  readonly mistakes: AppMistake[];

  constructor(mistakes: AppMistake[]) {
    super(mistakes.map(({ index, entry, message }) => `apps[${index}] "${entry}": ${message}`).join('\n'));
    this.name = 'AppsNotLoaded';
    this.mistakes = mistakes;
  }
}

/**
 * Loads what `apps:` names: paths relative to `baseDirectory` (the folder of the configuration file) or
 * packages installed there. An app goes by its entry, under which its intents are stored.
 *
 * @throws AppsNotLoaded when any of them cannot be loaded
 */
export async function loadApps(
  entries: readonly string[],
  baseDirectory: string,
  options: AppOptions,
): Promise<Apps> {
  const mistakes: AppMistake[] = [];
  const apps: Apps = [];
  // One after another: what apps print and set up while they load stays in the configured order.
  for (const [index, entry] of entries.entries()) {
    try {
      apps.push(await loadApp(entry, baseDirectory, options));
    } catch (error) {
      mistakes.push({ index, entry, message: error instanceof Error ? error.message : String(error) });
    }
  }
  if (mistakes.length > 0) throw new AppsNotLoaded(mistakes);
  return apps;
}

async function loadApp(
  entry: string,
  baseDirectory: string,
  { timeoutMs = usualTimeoutMs, log }: AppOptions,
): Promise<App> {
  const { bot, handlers, close } = createBot(entry, log);
  await withTimeLimit(timeoutMs, 'it did not finish loading', async () => {
    const app = await importApp(entry, baseDirectory);
    await app(bot);
  });
  close();
  const hears = [...new Set(handlers.map(({ event }) => event))];
  if (hears.length === 0) log.warn({ app: entry }, 'an app listens to no event');
  return {
    name: entry,
    hears,
    tell: (event) => tellHandlers(entry, handlers, event, { timeoutMs, log }),
  };
}

async function importApp(entry: string, baseDirectory: string): Promise<AppFunction> {
  const module: unknown = await import(addressOf(entry, resolve(baseDirectory)));
  const app = appIn(module);
  if (app) return app;
  throw new Error('its default export is no function; an app is `export default (bot) => { … }`');
}

/** Where Node shall load an entry from, as a URL. */
function addressOf(entry: string, baseDirectory: string): string {
  if (/^\.{0,2}\//.test(entry)) {
    const path = resolve(baseDirectory, entry);
    if (!existsSync(path)) throw new Error(`there is no file ${path}`);
    return pathToFileURL(path).href;
  }
  try {
    return pathToFileURL(createRequire(join(baseDirectory, 'apps')).resolve(entry)).href;
  } catch (error) {
    throw new Error(reasonNotFound(error), { cause: error });
  }
}

/** Node can look up a package from another folder only as `require` would, and that has a gap. */
function reasonNotFound(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'MODULE_NOT_FOUND')
    return 'no package of this name is installed beside the configuration file';
  if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
    return 'its package.json exports this for `import` alone; name the file: ./node_modules/<package>/<file>';
  }
  return String(error);
}

/** The default export; that of a module compiled to CommonJS stands one level deeper. */
function appIn(module: unknown): AppFunction | null {
  for (let value = module, depth = 0; depth < 2; depth += 1) {
    if (typeof value !== 'object' || value === null || !('default' in value)) return null;
    if (isFunction(value.default)) return value.default;
    value = value.default;
  }
  return null;
}

function isFunction(value: unknown): value is AppFunction {
  return typeof value === 'function';
}
