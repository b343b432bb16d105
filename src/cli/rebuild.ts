import { Problem } from '../domain/problems.ts';
import type { Instant } from '../domain/words.ts';
import type { RebuildReport } from '../flows/rebuild.ts';
import type { CliCommand } from './command.ts';
import { count, list } from './listing.ts';
import { readMoment } from './read-moment.ts';
import { describe as describeMeanwhile, mostReviews } from './reconcile.ts';
import { Exit, exitCodes, type World } from './world.ts';

type Options = { since?: Instant; yes?: boolean; json?: boolean };

const notEmpty = [
  'The database holds reviews already: nothing was done.',
  'Stop the service and move the database away: of SQLite the file with its -wal and -shm, of PostgreSQL name an',
  'empty database or schema in DATABASE_URL. Then call this again.',
].join('\n');

export const rebuildCommand: CliCommand = {
  name: 'rebuild',
  summary: 're-create a lost database from GitLab alone; what was due before counts as sent',
  define: (command, world) => {
    command
      .option(
        '--since <moment>',
        'incidents without a review that closed since then get one: 2026-01-31, or 2026-01-31T08:00:00Z',
        readMoment,
      )
      .option('--yes', `open more than ${mostReviews} reviews at once`)
      .option('--json', 'print one JSON document')
      .addHelpText(
        'after',
        '\nStop the service before. Without --since: since seven days before our last review was opened.' +
          '\nWhere it stops in the middle, call it again: it goes on.' +
          '\nExit code 0: all is there. 1: a part could not be read, the database is not empty, or --yes is needed.',
      )
      .action((options: Options) => run(world, options));
  },
};

async function run(world: World, { since, yes, json }: Options): Promise<void> {
  const wish = { since: since ?? null, mostReviews: yes ? null : mostReviews };
  const result = await world.rebuild(wish).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    world.complain(`The database could not be rebuilt: ${error.message}`);
    throw new Exit(exitCodes.findings);
  });
  world.print(json ? JSON.stringify(result, null, 2) : describe(result));
  if (result.report.outcome !== 'done') throw new Exit(exitCodes.findings);
}

function describe({ report, waiting }: { report: RebuildReport; waiting: number }): string {
  const { outcome, rebuilt, waived, leftAlone, duplicates, unread, meanwhile, problems } = report;
  if (outcome === 'not-empty') return notEmpty;
  const { open, closed, known } = rebuilt;
  return [
    `${count(open + closed, 'review')} rebuilt: ${open} open, ${closed} closed`,
    ...(known > 0 ? [`${count(known, 'review')} had been rebuilt by an earlier call`] : []),
    ...(waived > 0 ? [`${count(waived, 'incident')} waived`] : []),
    ...list(leftAlone, 'without a review, left alone'),
    ...duplicates.map(({ review, keeps }) => `${review} is one review too many: its incident keeps ${keeps}`),
    ...unread.map(({ review, because }) => `${review} is not complete: ${because}`),
    ...problems.map(({ about, detail }) => `could not read ${about}: ${detail}`),
    ...(meanwhile ? ['', lookedBack(report), describeMeanwhile({ report: meanwhile, waiting })] : []),
    ...(outcome === 'done' ? [] : ['Not at its end yet: call "rebuild" again, and it goes on.']),
  ].join('\n');
}

function lookedBack({ lookedBackTo }: RebuildReport): string {
  return lookedBackTo === null
    ? 'No review of ours was found: as at a first start, only what happens from now on counts, or since --since.'
    : `Meanwhile, since ${lookedBackTo}:`;
}
