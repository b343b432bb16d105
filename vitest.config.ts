import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { findPostgres } from './scripts/parts.ts';

/** Those that take a minute, mostly waiting, begin first: at the end one of them would keep all others waiting. */
const slow = [
  'tests/process/chaos.test.ts',
  'tests/process/replicas.test.ts',
  'tests/stories/limits.test.ts',
  'tests/stories/thousand.test.ts',
  'tests/process/killed.test.ts',
  'tests/process/secrets.test.ts',
];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = slow.findIndex((path) => moduleId.endsWith(path));
      return place === -1 ? slow.length : place;
    };
    // One project after the other: a process serves one alone, and is begun anew for each other file.
    return (await super.sort(files)).sort(
      (a, b) => rank(a) - rank(b) || a.project.name.localeCompare(b.project.name),
    );
  }
}

/** What is true of the one store has to be true of the other. */
const onBothStores = ['tests/contract/storage*.test.ts', 'tests/stories/**/*.test.ts'];
/** They speak of files, and of what SQLite does when they are damaged. */
const onFiles = ['ground', 'doctor'];
/** Minutes about limits outside, which the process counts and not the store: on PostgreSQL with LONG_TESTS=true alone. */
const long = process.env.LONG_TESTS === 'true' ? [] : ['limits', 'thousand'];
const onSqliteAlone = [...onFiles, ...long].map((name) => `tests/stories/${name}.test.ts`);
/** Starts, stops and pauses a server of its own. `npm test` says when there is none for this machine. */
const withServer = ['tests/postgres/**', 'tests/process/replicas.test.ts'];

const onPostgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    include: onBothStores,
    exclude: onSqliteAlone,
    globalSetup: ['tests/stores/postgres-setup.ts'],
  },
};
/** Puts something else in the place of a module, which no other test may see. */
const withAModuleReplaced = ['tests/flows/gather-sources.test.ts'];

const hasPostgres = findPostgres() !== null || process.env.DATABASE_URL !== undefined;

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'usual',
          include: ['tests/**/*.test.ts'],
          exclude: [...withAModuleReplaced, ...(hasPostgres ? [] : withServer)],
        },
      },
      { extends: true, test: { name: 'apart', include: withAModuleReplaced, isolate: true } },
      ...(hasPostgres ? [onPostgres] : []),
    ],
    // Nothing in the program lives in a module, so that files may share one process: a third of the time went into imports.
    isolate: false,
    // What hangs, hangs for ever; what a busy machine makes slow is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Left to itself it takes one core fewer than there are, which of two is one; and many tests wait.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: SlowFirst },
  },
});
