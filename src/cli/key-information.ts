import { asLine } from '../domain/neutralise.ts';
import { readKeyInformation } from '../domain/read/index.ts';
import type { CliCommand } from './command.ts';
import { jsonPrinter, tablePrinter } from './key-information-printers.ts';
import { nameOf } from './key-information-table.ts';
import { readZone } from './read-zone.ts';
import { Exit, exitCodes, type World } from './world.ts';

export const keyInformationCommand: CliCommand = {
  name: 'key-information',
  summary:
    'read start, end, duration and counts out of incidents or reviews, and find what contradicts itself',
  define: (command, world) => {
    command
      .argument('<file...>', 'Markdown or plain text in UTF-8; - is standard input')
      .option('--assume-zone <zone>', 'zone of times that name none (default: calendar.assumeZone)', readZone)
      .option('--json', 'print one JSON document: an array with one object for each file, in order')
      .addHelpText('after', further)
      .action((files: string[], options: Options) => readFiles(files, options, world));
  },
};

const further = `
The name of a file may give the date that its times need. No configuration is needed; where there is one,
calendar.assumeZone is used. docs/findings.md tells what each finding means, with the mend.

Exit code 0: all was read, whatever was found. 1: a file could not be read; standard error says why, the others
are printed all the same, and the array of --json is without it: nothing is known of it, which "not found" would
not tell.`;

type Options = { assumeZone?: string; json?: boolean };

/** After so many somebody may wonder how far it is. */
const manyFiles = 20;

async function readFiles(files: string[], { assumeZone, json }: Options, world: World): Promise<void> {
  if (files.indexOf('-') !== files.lastIndexOf('-')) {
    world.complain('Standard input (-) can be read once only.');
    throw new Exit(exitCodes.wrongUse);
  }
  const zone = assumeZone ?? world.assumedZone();
  const printer = json ? jsonPrinter(world.print) : tablePrinter(world.print);
  let unreadable = 0;
  for (const [index, file] of files.entries()) {
    if (index > 0 && index % manyFiles === 0) world.showProgress(`${index} of ${files.length} files read`);
    const document = await world.readDocument(file);
    if ('text' in document) {
      printer.add(file, readKeyInformation(document.text, { title: titleOf(file), assumeZone: zone }));
      await world.caughtUp();
      continue;
    }
    unreadable += 1;
    world.complain(`${nameOf(file)} cannot be read: ${asLine(document.unreadable, 200)}`);
  }
  printer.end(unreadable);
  if (unreadable > 0) throw new Exit(exitCodes.findings);
}

/**
 * The last part of a path without its ending (`2024.10.31` has none), and a date at its end as a word of its own
 * (`outage-2024-10-31`). null: standard input.
 */
function titleOf(file: string): string | null {
  if (file === '-') return null;
  const base = file.split(/[/\\]/).at(-1) ?? file;
  return base.replace(/\.[a-z][a-z0-9]*$/i, '').replace(/(?<=\p{L})[-_.]+(?=(?:19|20)\d\d[-_.]?\d\d)/gu, ' ');
}
