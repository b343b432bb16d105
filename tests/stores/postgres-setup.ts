import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../scripts/postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests may make schemas of their own; not there: they keep things in SQLite. */
    postgresUrl?: string;
  }
}

/** One server for all tests of the run: the one of `DATABASE_URL`, or one that is started for them. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && /^postgres(ql)?:/.test(given)) {
    provide('postgresUrl', given);
    return async () => undefined;
  }
  const server = await startPostgres({ durable: false });
  provide('postgresUrl', server.url);
  return () => server.remove();
}
