import { runCommand } from '../../src/cli/index.ts';
import type { World } from '../../src/cli/world.ts';

/** Runs a command line in a world where only what is given can be done. */
export async function runIn(given: Partial<World>, words: string[]) {
  const printed: string[] = [];
  const complained: string[] = [];
  const never = () => {
    throw new Error(`${words[0]} has no business here`);
  };
  const world: World = {
    print: (text) => void printed.push(text),
    caughtUp: async () => undefined,
    complain: (text) => void complained.push(text),
    showProgress: () => undefined,
    readText: never,
    readDocument: never,
    assumedZone: never,
    checkPolicy: never,
    now: never,
    serve: never,
    sandbox: never,
    withStorage: never,
    migrate: never,
    move: never,
    backup: never,
    withRehearsal: never,
    examine: never,
    reconcile: never,
    rebuild: never,
    ...given,
  };
  const code = await runCommand(words, { name: 'incident-review-bot', version: '0' }, world);
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}
