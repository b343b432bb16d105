import type { CliCommand } from './command.ts';
import { Exit, exitCodes, type World } from './world.ts';

export const backupCommand: CliCommand = {
  name: 'backup',
  summary: 'copy the SQLite database into a file, also while the service runs, and check the copy',
  define: (command, world) => {
    command
      .argument('<file>', 'a file that is not there yet')
      .option('--json', 'print one JSON document')
      .addHelpText('after', '\nOn PostgreSQL it names the tool to use, and leaves with 2.')
      .action((file: string, { json }: { json?: boolean }) => backup(world, file, json === true));
  },
};

async function backup(world: World, file: string, json: boolean): Promise<void> {
  const result = await world.backup(file, ({ pages, of }) =>
    world.showProgress(`copied ${Math.floor((100 * pages) / Math.max(1, of))} %`),
  );
  if (json) world.print(JSON.stringify(result));
  if (result.outcome === 'done') {
    if (!json) world.print(`${result.file}: ${result.bytes} bytes, whole and in order.`);
    return;
  }
  world.complain(result.because);
  throw new Exit(result.why === 'postgres' ? exitCodes.wrongUse : exitCodes.findings);
}
