import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/domain/doctor.ts';
import { runIn } from './world.ts';

const well: Check[] = [
  { check: 'configuration', ok: true, text: 'all in order', mend: null },
  { check: 'token', ok: 'warn', text: 'the token ends in 9 days', mend: 'rotate it' },
];

const ill: Check[] = [
  ...well,
  { check: 'hook', ok: false, text: 'acme/x: the webhook does not send comments', mend: 'tick them' },
];

async function run(checks: Check[], ...words: string[]) {
  const { code, printed } = await runIn({ examine: async () => checks }, ['doctor', ...words]);
  return { code, printed };
}

describe('doctor on the command line', () => {
  it('prints one line each, with the mend, and ends with 1 when something has to be mended', async () => {
    expect(await run(ill)).toEqual({
      code: 1,
      printed: `ok    configuration  all in order
warn  token          the token ends in 9 days. Mend: rotate it
FAIL  hook           acme/x: the webhook does not send comments. Mend: tick them

1 of 3 checks failed, 1 warning.`,
    });
  });

  it('ends with 0 when there are warnings at most', async () => {
    const { code, printed } = await run(well);
    expect(code).toBe(0);
    expect(printed).toMatch(/\nAll is well, 1 warning\.$/);
    expect((await run(well.slice(0, 1))).printed).toMatch(/\nAll is well\.$/);
  });

  it('prints one JSON document and nothing else when asked to', async () => {
    const { code, printed } = await run(ill, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toEqual(ill);
    expect(JSON.parse((await run(well, '--json')).printed)).toEqual(well);
  });

  it('says in its help what the exit code means', async () => {
    expect((await run(well, '--help')).code).toBe(0);
    expect((await run(well, '--help')).printed).toContain('something has to be mended');
  });
});
