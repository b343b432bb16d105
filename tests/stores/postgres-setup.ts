import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests may make schemas of their own; not there: they keep things in SQLite. */
    postgresUrl?: string;
  }
}

const program = fileURLToPath(new URL('postgres-process.ts', import.meta.url));

/**
 * One server for all tests of the run: the one of `DATABASE_URL`, or one that is started for them. Not in this
 * process: what stops it at the end would decide with which code the tests end.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && /^postgres(ql)?:/.test(given)) {
    provide('postgresUrl', given);
    return async () => undefined;
  }
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const url = await Promise.race([
    once(child, 'message').then(([message]) => z.string().parse(message)),
    ended.then(([code]) => {
      throw new Error(`the server for the tests ended with ${code} before it could be used`);
    }),
  ]);
  provide('postgresUrl', url);
  return async () => {
    child.disconnect();
    await ended;
  };
}
