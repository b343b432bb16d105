import { Problem } from '../domain/problems.ts';
import type { MoveChanged, MoveProgress, MoveResult } from '../ports/move.ts';
import type { CliCommand } from './command.ts';
import { Exit, exitCodes, type World } from './world.ts';

type Options = { from?: string; to?: string; json?: boolean };

export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'bring the database to the current schema (serve does it too), or move everything to another',
  define: (command, world) => {
    command
      .option('--from <url>', 'move everything from this database, as DATABASE_URL is written')
      .option('--to <url>', 'to this one, which must be empty')
      .option('--json', 'print one JSON document')
      .addHelpText(
        'after',
        '\nStop the service before everything is moved. A move that was broken off goes on when it is called again.' +
          '\nExit code 0: done, and compared. 1: refused, failed, or something was written meanwhile.',
      )
      .action(async ({ from, to, json = false }: Options) => {
        if (from === undefined && to === undefined) await bringUpToDate(world, json);
        else if (from !== undefined && to !== undefined) await move(world, { from, to, json });
        else command.error('error: --from and --to go together', { exitCode: exitCodes.wrongUse });
      });
  },
};

async function bringUpToDate(world: World, json: boolean): Promise<void> {
  const done = await world.migrate();
  if (json) world.print(JSON.stringify({ migrations: done }));
  else if (done.length === 0) world.print('The database is up to date.');
  else world.print(done.map((one) => `done: ${one}`).join('\n'));
}

async function move(
  world: World,
  { from, to, json }: { from: string; to: string; json: boolean },
): Promise<void> {
  const tell = (progress: MoveProgress) => world.showProgress(describeProgress(progress));
  const result = await world.move({ from, to }, tell).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    world.complain(`${error.message}\nWhat was copied by then stays: call it again, and it goes on.`);
    throw new Exit(exitCodes.findings);
  });
  if (json) world.print(JSON.stringify(result, null, 2));
  else if (result.outcome === 'moved') world.print(describeMoved(result));
  if (result.outcome === 'moved') return;
  world.complain(
    result.outcome === 'refused' ? `Nothing was moved: ${result.because}.` : describeChanged(result),
  );
  const isWrongUse = result.outcome === 'refused' && result.why === 'same-database';
  throw new Exit(isWrongUse ? exitCodes.wrongUse : exitCodes.findings);
}

function describeProgress({ doing, table, rows, of }: MoveProgress): string {
  return `${doing} ${table}: ${rows} of ${of} rows`;
}

function describeMoved({ from, to, tables }: MoveResult & { outcome: 'moved' }): string {
  const width = Math.max(...tables.map(({ table }) => table.length));
  return [
    `Moved from ${from} to ${to}, and compared:`,
    ...tables.map(({ table, rows }) => `  ${table.padEnd(width)}  ${rows}`),
    'Let DATABASE_URL name the new one before you start the service. The old one is as it was.',
  ].join('\n');
}

function describeChanged({ from, to, tables }: MoveResult & MoveChanged): string {
  const where = { source: `in ${from}`, target: `in ${to}`, either: `in ${from} or ${to}` };
  return [
    'Something was written while everything was moved:',
    ...tables.map((one) => `  ${one.table}, ${where[one.where]}`),
    'Stop the service and all commands, and call it again: it begins anew.',
  ].join('\n');
}
