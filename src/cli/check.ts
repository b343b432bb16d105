import { evaluate } from '../domain/check/evaluate.ts';
import type { Evidence } from '../domain/check/evidence.ts';
import { hintsOn } from '../domain/hints/index.ts';
import { asLine } from '../domain/neutralise.ts';
import { readReviewText } from '../domain/review-text/review-text.ts';
import { asJson } from './as-json.ts';
import { describeCheck } from './check-table.ts';
import type { CliCommand } from './command.ts';
import { nameOf } from './key-information-table.ts';
import { Exit, exitCodes, type World } from './world.ts';

export const checkCommand: CliCommand = {
  name: 'check',
  summary: 'evaluate the guidelines of a review from its text alone; what needs GitLab is said',
  define: (command, world) => {
    command
      .argument('<file>', 'the description of a review in UTF-8; - is standard input')
      .option('--json', 'print one JSON document: the guidelines, and what is worth a second look')
      .addHelpText('after', further)
      .action((file: string, { json }: { json?: boolean }) => check(file, json === true, world));
  },
};

const further = `
Each guideline is met, not-met, not-yet, not-applicable, for-a-person (no evidence tells it) or needs-gitlab (its
evidence is not in the text). Those whose box the text has left out are not asked for. No configuration is needed; where
there is one, its guidelines, hosts of metrics and time zone count.

Exit code 0: nothing is known to be missing. 1: a guideline is not met, or the file cannot be read.`;

async function check(file: string, json: boolean, world: World): Promise<void> {
  const document = await world.readDocument(file);
  if ('unreadable' in document) {
    world.complain(`${nameOf(file)} cannot be read: ${asLine(document.unreadable, 200)}`);
    throw new Exit(exitCodes.findings);
  }
  const evidence = offline(document.text, world);
  const judged = evaluate(evidence);
  const hints = hintsOn(evidence);
  if (json) {
    const guidelines = judged.map(({ verdict: { is, ...why }, ...one }) => ({ ...one, verdict: is, ...why }));
    world.print(asJson({ file, guidelines, hints }));
  } else {
    world.print(describeCheck(file, judged, hints));
  }
  if (judged.some(({ verdict }) => verdict.is === 'not-met')) throw new Exit(exitCodes.findings);
}

function offline(text: string, world: World): Evidence {
  return {
    now: world.now(),
    policy: world.checkPolicy(),
    text: readReviewText(text),
    template: null,
    review: null,
    incident: null,
    related: null,
    announced: null,
    discussion: null,
  };
}
