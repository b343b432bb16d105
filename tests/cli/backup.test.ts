import { expect, it } from 'vitest';
import type { BackupResult } from '../../src/ports/backup.ts';
import { runIn } from './world.ts';

async function backup(result: BackupResult, ...words: string[]) {
  const shown: string[] = [];
  const files: string[] = [];
  const ended = await runIn(
    {
      showProgress: (text) => void shown.push(text),
      backup: async (file, onProgress) => {
        files.push(file);
        onProgress({ pages: 0, of: 0 });
        onProgress({ pages: 125, of: 1_000 });
        return result;
      },
    },
    ['backup', ...words],
  );
  return { ...ended, shown, files };
}

it('says where the copy is and shows how far it came', async () => {
  const ended = await backup({ outcome: 'done', file: 'backup.db', bytes: 4_096 }, 'backup.db');
  expect(ended).toEqual({
    code: 0,
    printed: 'backup.db: 4096 bytes, whole and in order.',
    complained: '',
    shown: ['copied 0 %', 'copied 12 %'],
    files: ['backup.db'],
  });
});

it('prints one JSON document with --json', async () => {
  const done = { outcome: 'done', file: 'backup.db', bytes: 4_096 } as const;
  expect(JSON.parse((await backup(done, 'backup.db', '--json')).printed)).toEqual(done);
});

it('ends with 1 where a file stands in the way, with 2 where another tool is needed or no file was named', async () => {
  const refused = { outcome: 'refused', because: 'for a reason' } as const;
  const inTheWay = await backup({ ...refused, why: 'exists' }, 'backup.db');
  expect(inTheWay).toMatchObject({ code: 1, printed: '', complained: 'for a reason' });
  expect((await backup({ ...refused, why: 'postgres' }, 'backup.db')).code).toBe(2);
  expect((await runIn({}, ['backup'])).code).toBe(2);
});
