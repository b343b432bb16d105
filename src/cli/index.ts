import { Command, CommanderError } from 'commander';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import type { CliCommand } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { keyInformationCommand } from './key-information.ts';
import { migrateCommand } from './migrate.ts';
import { queueCommand } from './queue.ts';
import { rebuildCommand } from './rebuild.ts';
import { receiveCommand } from './receive.ts';
import { reconcileCommand } from './reconcile.ts';
import { sandboxCommand } from './sandbox.ts';
import { serveCommand } from './serve.ts';
import { Exit, exitCodes, type World } from './world.ts';

/** Every command there is. Help and the table in README.md follow from this list. */
export const commands: readonly CliCommand[] = [
  serveCommand,
  sandboxCommand,
  doctorCommand,
  keyInformationCommand,
  checkCommand,
  receiveCommand,
  reconcileCommand,
  queueCommand,
  rebuildCommand,
  migrateCommand,
  backupCommand,
];

/** Runs one command line, without the program's own name. Returns the exit code. */
export async function runCommand(
  words: string[],
  about: { name: string; version: string },
  world: World,
): Promise<number> {
  const program = new Command(about.name)
    .description('Opens the Incident Review on GitLab the moment an incident closes.')
    .version(about.version)
    .showHelpAfterError('(run with --help for what is allowed)')
    .configureOutput({
      writeOut: (text) => world.print(text.trimEnd()),
      writeErr: (text) => world.complain(text.trimEnd()),
    })
    .exitOverride();
  for (const { name, summary, define } of commands) {
    const command = program.command(name).description(summary).copyInheritedSettings(program);
    define(command, world);
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
    throw error;
  }
}
