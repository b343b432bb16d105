import { Problem } from '../domain/problems.ts';
import type { Instant } from '../domain/words.ts';
import type { Report } from '../flows/reconcile.ts';
import type { CliCommand } from './command.ts';
import { count, list } from './listing.ts';
import { readMoment } from './read-moment.ts';
import { Exit, exitCodes, type World } from './world.ts';

/** More reviews at once are not opened without a word. */
export const mostReviews = 20;

type Options = { since?: Instant; adopt?: boolean; yes?: boolean; json?: boolean };

export const reconcileCommand: CliCommand = {
  name: 'reconcile',
  summary: 'find what no webhook told: incidents without a review, reviews that changed, reviews by hand',
  define: (command, world) => {
    command
      .option(
        '--since <moment>',
        'also incidents that closed since then: 2026-01-31, or 2026-01-31T08:00:00Z',
        readMoment,
      )
      .option('--adopt', 'take open reviews that people opened by hand into care')
      .option('--yes', `open more than ${mostReviews} reviews at once`)
      .option('--json', 'print one JSON document')
      .addHelpText(
        'after',
        '\nThe service does this at its start and every ten minutes. Closures older than seven days are not announced.' +
          '\nExit code 0: all was looked at. 1: something could not be, or more reviews are needed than --yes allows.',
      )
      .action((options: Options) => run(world, options));
  },
};

async function run(world: World, { since, adopt, yes, json }: Options): Promise<void> {
  const wish = { since: since ?? null, adopt: adopt === true, mostReviews: yes ? null : mostReviews };
  const result = await world.reconcile(wish).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    world.complain(`GitLab could not be asked: ${error.message}`);
    throw new Exit(exitCodes.findings);
  });
  world.print(json ? JSON.stringify(result, null, 2) : describe(result));
  if (result.report.outcome !== 'done') throw new Exit(exitCodes.findings);
}

/** What was found and done, for people. */
export function describe({ report, waiting }: { report: Report; waiting: number }): string {
  const { outcome, opening, adopted, withoutSeverity, reviewsChanged, takenUp, fetched, problems } = report;
  const isRefused = outcome === 'refused';
  return [
    ...report.projects.map(({ path, from, changed }) =>
      from === null
        ? `${path}: looked at for the first time; what happens from now on counts`
        : `${path}: ${count(changed, 'incident')} changed since ${from}`,
    ),
    ...list(opening, isRefused ? 'would get a review' : 'to be reviewed'),
    ...list(adopted, isRefused ? 'would be taken into care' : 'taken into care with the review by hand'),
    ...list(withoutSeverity, 'without a severity, which decides whether a review is needed'),
    ...(reviewsChanged > 0 && !isRefused ? [`${count(reviewsChanged, 'review')} followed`] : []),
    ...(takenUp > 0 ? [`${count(takenUp, 'act')} taken up again that had been given up`] : []),
    ...(fetched > 0 ? [`${count(fetched, 'delivery', 'deliveries')} fetched that had not come in`] : []),
    ...(waiting > 0 && !isRefused ? [`${count(waiting, 'act')} left for later: see "queue list"`] : []),
    ...problems.map(({ about, detail }) => `could not look at ${about}: ${detail}`),
    ...(isRefused
      ? [`Nothing was done: ${opening.length} reviews at once need --yes (more than ${mostReviews}).`]
      : []),
  ].join('\n');
}
