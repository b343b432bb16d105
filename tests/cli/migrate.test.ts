import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problems.ts';
import type { Addresses, MoveResult } from '../../src/ports/move.ts';
import { runIn } from './world.ts';

const from = 'sqlite:data/here.db';
const to = 'postgres://db.example/there';
const options = ['--from', from, '--to', to];

async function move(result: MoveResult | Problem, words = ['migrate', ...options]) {
  const asked: Addresses[] = [];
  const shown: string[] = [];
  const ended = await runIn(
    {
      showProgress: (text) => void shown.push(text),
      move: async (addresses, onProgress) => {
        asked.push(addresses);
        onProgress({ doing: 'copying', table: 'intents', rows: 1_000, of: 2_500 });
        if (result instanceof Problem) throw result;
        return result;
      },
    },
    words,
  );
  return { ...ended, asked, shown };
}

const moved: MoveResult = {
  from,
  to,
  outcome: 'moved',
  goneOn: false,
  tables: [
    { table: 'deliveries', rows: 20, checksum: 'ab' },
    { table: 'facts', rows: 3, checksum: 'cd' },
  ],
};

describe('migrate without addresses', () => {
  it('says what it did to the configured database', async () => {
    const done = await runIn({ migrate: async () => ['0001-foundation'] }, ['migrate']);
    expect(done).toEqual({ code: 0, printed: 'done: 0001-foundation', complained: '' });
    const nothing = await runIn({ migrate: async () => [] }, ['migrate']);
    expect(nothing.printed).toBe('The database is up to date.');
    const json = await runIn({ migrate: async () => [] }, ['migrate', '--json']);
    expect(JSON.parse(json.printed)).toEqual({ migrations: [] });
  });
});

describe('migrate --from --to', () => {
  it('says what was moved, and what is left to do', async () => {
    const { code, printed, complained, asked, shown } = await move(moved);
    expect(code).toBe(0);
    expect(asked).toEqual([{ from, to }]);
    expect(printed.split('\n').slice(0, 3)).toEqual([
      `Moved from ${from} to ${to}, and compared:`,
      '  deliveries  20',
      '  facts       3',
    ]);
    expect(printed).toContain('DATABASE_URL');
    expect(complained).toBe('');
    expect(shown).toEqual(['copying intents: 1000 of 2500 rows']);
  });

  it('prints one JSON document with --json, whatever came of it', async () => {
    const changed: MoveResult = {
      from,
      to,
      outcome: 'changed',
      tables: [{ table: 'facts', where: 'source' }],
    };
    for (const [result, code] of [[moved, 0] as const, [changed, 1] as const]) {
      const ended = await move(result, ['migrate', ...options, '--json']);
      expect(ended.code).toBe(code);
      expect(JSON.parse(ended.printed)).toEqual(result);
    }
  });

  it('ends with 1 when something was written meanwhile, says where, and that it may be called again', async () => {
    const tables = [
      { table: 'deliveries', where: 'source' },
      { table: 'sends', where: 'target' },
      { table: 'facts', where: 'either' },
    ] as const;
    const { code, printed, complained } = await move({ from, to, outcome: 'changed', tables: [...tables] });
    expect(code).toBe(1);
    expect(printed).toBe('');
    expect(complained).toContain(`deliveries, in ${from}\n`);
    expect(complained).toContain(`sends, in ${to}\n`);
    expect(complained).toContain(`facts, in ${from} or ${to}\n`);
    expect(complained).toMatch(/Stop the service .* call it again/);
  });

  it('ends with 1 when it is refused, and with 2 when both are one', async () => {
    const refused = { from, to, outcome: 'refused', because: 'it is not empty' } as const;
    const full = await move({ ...refused, why: 'target-not-empty' });
    expect(full).toMatchObject({ code: 1, printed: '', complained: 'Nothing was moved: it is not empty.' });
    expect((await move({ ...refused, why: 'same-database' })).code).toBe(2);
  });

  it('ends with 1 when a database fails, and says that it goes on', async () => {
    const { code, complained } = await move(new Problem('storage-unavailable', 'gone'));
    expect(code).toBe(1);
    expect(complained).toMatch(/^storage-unavailable: gone\n.*call it again, and it goes on\.$/);
  });

  it.each([
    ['--from', from],
    ['--to', to],
  ])('needs both: %s alone is wrong use', async (...words) => {
    const { code, complained } = await runIn({}, ['migrate', ...words]);
    expect(code).toBe(2);
    expect(complained).toContain('--from and --to go together');
  });
});
