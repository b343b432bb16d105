import type { CliCommand } from './command.ts';

export const serveCommand: CliCommand = {
  name: 'serve',
  summary: 'run the service',
  define: (command, world) => {
    command.action(() => world.serve());
  },
};
