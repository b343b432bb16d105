import type { Check } from '../domain/doctor.ts';
import type { CliCommand } from './command.ts';
import { Exit, exitCodes } from './world.ts';

export const doctorCommand: CliCommand = {
  name: 'doctor',
  summary: 'check configuration, token, roles, webhooks, people and database, each with the mend',
  define: (command, world) => {
    command.option('--json', 'print one JSON document').action(async ({ json }: { json?: boolean }) => {
      const checks = await world.examine();
      world.print(json ? JSON.stringify(checks, null, 2) : checks.map(describe).join('\n'));
      if (checks.some(({ ok }) => ok === false)) throw new Exit(exitCodes.findings);
    });
  },
};

function describe({ check, ok, text, mend }: Check): string {
  const sign = ok === true ? 'ok  ' : ok === false ? 'FAIL' : 'warn';
  return [`${sign}  ${check}: ${text}`, ...(mend ? [`      mend: ${mend}`] : [])].join('\n');
}
