import type { Check } from '../domain/doctor.ts';
import type { CliCommand } from './command.ts';
import { Exit, exitCodes, type World } from './world.ts';

export const doctorCommand: CliCommand = {
  name: 'doctor',
  summary: 'check configuration, tokens, roles, webhooks, Slack, people and database, each with the mend',
  define: (command, world) => {
    command
      .option('--json', 'print one JSON document')
      .addHelpText('after', '\nExit code 0: all is well, warnings aside. 1: something has to be mended.')
      .action(({ json }: { json?: boolean }) => examine(world, json === true));
  },
};

async function examine(world: World, json: boolean): Promise<void> {
  const checks = await world.examine();
  world.print(json ? JSON.stringify(checks, null, 2) : describe(checks));
  if (checks.some(({ ok }) => ok === false)) throw new Exit(exitCodes.findings);
}

/** One line for each check, then what they come to. */
function describe(checks: Check[]): string {
  const width = Math.max(0, ...checks.map(({ check }) => check.length));
  const lines = checks.map(({ check, ok, text, mend }) => {
    const line = `${standing(ok).padEnd(4)}  ${check.padEnd(width)}  ${text}`;
    return mend === null ? line : `${line}. Mend: ${mend}`;
  });
  return [...lines, '', summary(checks)].join('\n');
}

function standing(ok: Check['ok']): string {
  if (ok === 'warn') return 'warn';
  return ok ? 'ok' : 'FAIL';
}

function summary(checks: Check[]): string {
  const failed = checks.filter(({ ok }) => ok === false).length;
  const warned = checks.filter(({ ok }) => ok === 'warn').length;
  const warnings = warned === 0 ? '' : warned === 1 ? ', 1 warning' : `, ${warned} warnings`;
  return failed === 0 ? `All is well${warnings}.` : `${failed} of ${checks.length} checks failed${warnings}.`;
}
