import { InvalidArgumentError } from 'commander';
import type { CliCommand } from './command.ts';

export const sandboxCommand: CliCommand = {
  name: 'sandbox',
  summary:
    'try the service in a browser, against a GitLab and a Slack that come along; nothing leaves this machine',
  define: (command, world) => {
    command
      .option(
        '--port <port>',
        'where the page is (default: PORT or 3000, or a free one if that is taken)',
        readPort,
      )
      .action(({ port }: { port?: number }) => world.sandbox({ port: port ?? null }));
  },
};

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
