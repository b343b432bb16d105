import type { ParkedItem } from '../ports/storage.ts';
import type { CliCommand } from './command.ts';
import { Exit, exitCodes, type World } from './world.ts';

export const queueCommand: CliCommand = {
  name: 'queue',
  summary: 'show, retry or drop the deliveries and intents that were given up',
  define: (command, world) => {
    command
      .command('list')
      .description('what was given up, and why')
      .option('--json', 'print one JSON document')
      .action(({ json }: { json?: boolean }) => list(world, json === true));
    command
      .command('retry <id>')
      .description('try one again; the id is in the list')
      .option('--json', 'print one JSON document')
      .action((id: string, { json }: { json?: boolean }) => change(world, id, 'retry', json === true));
    command
      .command('drop <id>')
      .description('give one up for good; the id is in the list')
      .option('--json', 'print one JSON document')
      .action((id: string, { json }: { json?: boolean }) => change(world, id, 'drop', json === true));
  },
};

async function list(world: World, json: boolean): Promise<void> {
  const { parked, depth } = await world.withStorage(async (storage) => ({
    parked: await storage.parked(),
    depth: await storage.depth(),
  }));
  if (json) {
    world.print(
      JSON.stringify({ waiting: { deliveries: depth.deliveries, intents: depth.intents }, parked }),
    );
    return;
  }
  world.print(`waiting: ${depth.deliveries} deliveries, ${depth.intents} intents`);
  if (parked.length === 0) world.print('parked: nothing');
  else for (const item of parked) world.print(describe(item));
}

function describe({ id, what, key, problem, detail, attempts, since }: ParkedItem): string {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return `parked: ${id}\n  ${what} ${key}\n  since ${since}, ${tries}: ${detail || problem}`;
}

async function change(world: World, id: string, how: 'retry' | 'drop', json: boolean): Promise<void> {
  const found = await world.withStorage((storage, now) =>
    how === 'retry' ? storage.retryParked(id, now) : storage.dropParked(id, now),
  );
  if (json) world.print(JSON.stringify({ id, found }));
  if (!found) {
    world.complain(`Nothing parked has the id ${JSON.stringify(id)}. "queue list" shows the ids.`);
    throw new Exit(exitCodes.findings);
  }
  if (!json) world.print(how === 'retry' ? `${id} is tried again.` : `${id} is dropped.`);
}
