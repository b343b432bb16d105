import { readFileSync } from 'node:fs';
import { type Database, readDatabaseUrl } from './config/database-url.ts';
import { type Environment, readerOf } from './config/environment.ts';
import { deepFreeze } from './config/freeze.ts';
import type { Mistake } from './config/mistakes.ts';
import { type Part, type Parts, partReaders, type ReadFile } from './config/parts.ts';

export { addressOf } from './config/database-url.ts';
export { type Environment, secretsIn } from './config/environment.ts';
export { type Mistake, mistakeLine, renderMistakes } from './config/mistakes.ts';
export type { Part, Parts, ReadFile } from './config/parts.ts';
export { defaultPolicy } from './config/schema.ts';

/** What `serve` needs: everything. */
export const everyPart = [
  'gitlab',
  'webhooks',
  'slack',
  'prometheus',
  'database',
  'http',
  'log',
  'policy',
] as const satisfies Part[];

/** The whole configuration: checked, with all defaults, deeply frozen. */
export type Config = Pick<Parts, (typeof everyPart)[number]>;

/**
 * Reads the parts that a command needs from the environment and the configuration file, and looks at
 * nothing else. Either all of it is in order, or every mistake is told at once.
 */
export function loadConfig<P extends Part>(
  env: Environment,
  readFile: ReadFile,
  needs: readonly P[],
): { config: Pick<Parts, P> } | { mistakes: Mistake[] } {
  const reader = readerOf(env);
  const values = needs.map((part) => [part, partReaders[part](reader, readFile)] as const);
  if (reader.mistakes.length > 0) {
    const ofEnvironment = reader.mistakes.filter(({ file }) => file === null);
    return { mistakes: [...ofEnvironment, ...reader.mistakes.filter(({ file }) => file !== null)] };
  }
  // One entry for each needed part, each of its own type: more than Object.fromEntries can say.
  const config = Object.fromEntries(values) as Pick<Parts, P>;
  return { config: deepFreeze(config) };
}

/** Databases that are named by options of the command line, read as strictly as `DATABASE_URL`. */
export function readDatabaseOptions<Option extends string>(
  texts: Record<Option, string>,
): { databases: Record<Option, Database> } | { mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const databases = Object.entries<string>(texts).flatMap(([option, text]) => {
    const reading = readDatabaseUrl(text.trim());
    if ('value' in reading) return [[option, reading.value] as const];
    const place = { path: option, file: 'command line', line: null, column: null };
    mistakes.push({ ...place, ...reading, mend: reading.mend ?? null });
    return [];
  });
  if (mistakes.length > 0) return { mistakes };
  // One entry for each option: more than Object.fromEntries can say.
  return { databases: Object.fromEntries(databases) as Record<Option, Database> };
}

/**
 * What to do without a command: the sandbox on a machine where nothing is configured, the service
 * elsewhere. In production a missing configuration is a mistake, never an invitation to play.
 */
export function chooseCommand(env: Environment, fileExists: (path: string) => boolean): 'sandbox' | 'serve' {
  if (env.NODE_ENV === 'production') return 'serve';
  const reader = readerOf(env);
  // Any name that begins so, known or not: whoever misspells GITLAB_TOKEN wants the service, and to be told.
  const configured = Object.entries(env).some(
    ([name, value]) => /^(GITLAB_|SLACK_|DATABASE_URL$)/.test(name) && value?.trim(),
  );
  const file = reader.read('CONFIG_FILE', (path) => ({ value: path }));
  return configured || (file !== null && fileExists(file)) ? 'serve' : 'sandbox';
}

/** The environment of this process. Nothing else reads it. */
export function environmentOfProcess(): Environment {
  return { ...process.env };
}

/** Reads a text file; null: there is none at this path. */
export function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
