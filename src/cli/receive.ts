import type { Intent } from '../domain/intents.ts';
import { Problem } from '../domain/problems.ts';
import { type Rehearsal, rehearse, type Scene } from '../flows/rehearse.ts';
import type { CliCommand } from './command.ts';
import { Exit, exitCodes, type World } from './world.ts';

export const receiveCommand: CliCommand = {
  name: 'receive',
  summary: 'rehearse one recorded webhook body: print what it means and what would be done, and do nothing',
  define: (command, world) => {
    command
      .argument('<file>', 'a JSON file, such as webhooks/examples/incident-closed.json; - is standard input')
      .option('--json', 'print one JSON document')
      .action((file: string, { json }: { json?: boolean }) => receive(world, file, json === true));
  },
};

async function receive(world: World, file: string, json: boolean): Promise<void> {
  const body = parse(await world.readText(file), file, world);
  const rehearsal = await world
    .withRehearsal((deps, canRead) => rehearse(body, deps, canRead))
    .catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      world.complain(`GitLab could not be read: ${error.message}`);
      throw new Exit(exitCodes.findings);
    });
  world.print(json ? JSON.stringify(rehearsal, null, 2) : describe(rehearsal));
  if (rehearsal.kind === 'unknown') throw new Exit(exitCodes.findings);
}

function parse(text: string, file: string, world: World): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    world.complain(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    throw new Exit(exitCodes.findings);
  }
}

function describe(rehearsal: Rehearsal): string {
  if (rehearsal.kind === 'ignored') return `ignored: ${rehearsal.reason}`;
  if (rehearsal.kind === 'unknown') return `not understood, would be parked: ${rehearsal.reason}`;
  return rehearsal.scenes.map(describeScene).join('\n\n');
}

function describeScene({ event, because, intents }: Scene): string {
  const about = 'issue' in event && event.issue ? ` ${event.issue.project.path}#${event.issue.iid}` : '';
  const acts = intents.length === 0 ? ['  would do nothing'] : intents.map(describeIntent);
  return [`${event.kind}${about}: ${because}`, ...acts].join('\n');
}

function describeIntent({ key, body }: Intent): string {
  if (body.kind !== 'open-review') return `  would ${key}`;
  const { title, template, asked, values } = body.plan;
  const owner = values.dri
    ? `${values.dri.username}, ${values.dri.because}`
    : `nobody: ${values.noDriBecause}`;
  return [
    `  would ${key}`,
    `    title         ${title}`,
    `    template      ${template}`,
    `    labels        ${asked.labels.join(', ')}`,
    `    DRI           ${owner}`,
    `    due date      ${asked.dueDate}`,
    `    confidential  ${asked.confidential ? 'yes' : 'no'}`,
  ].join('\n');
}
