import type { Command } from 'commander';
import type { World } from './world.ts';

/** One command of the command line: its word, what `--help` says, and what it does. */
export type CliCommand = {
  name: string;
  summary: string;
  /** Adds arguments, options and the action to a command that has its name and summary already. */
  define(command: Command, world: World): void;
};
