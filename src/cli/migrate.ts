import type { CliCommand } from './command.ts';

export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'bring the database to the current schema (serve does it too)',
  define: (command, world) => {
    command.option('--json', 'print one JSON document').action(async ({ json }: { json?: boolean }) => {
      const done = await world.migrate();
      if (json) world.print(JSON.stringify({ migrations: done }));
      else
        world.print(
          done.length === 0 ? 'The database is up to date.' : done.map((one) => `done: ${one}`).join('\n'),
        );
    });
  },
};
