import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDocument } from '../../src/program/read-document.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-document-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(content: string | Buffer): Promise<string> {
  const path = join(folder, 'x.md');
  await writeFile(path, content);
  return path;
}

it('reads UTF-8, also where a character lies across two chunks, and without the mark at its beginning', async () => {
  const text = `x${'ä€😀'.repeat(50_000)}`;
  expect(await readDocument(await write(text))).toEqual({ text });
  expect(await readDocument(await write(`\uFEFF${text}`))).toEqual({ text });
  expect(await readDocument(await write(''))).toEqual({ text: '' });
});

it('says why there is no text', async () => {
  const inside = join(await write('a file'), 'x.md');
  await mkdir(join(folder, 'notes'));
  expect(await readDocument(join(folder, 'gone.md'))).toEqual({ unreadable: 'there is no such file' });
  expect(await readDocument(inside)).toEqual({ unreadable: 'there is no such file' });
  expect(await readDocument(join(folder, 'notes'))).toEqual({ unreadable: 'it is a directory' });
});

it('takes nothing for text that is none', async () => {
  const latin1 = await readDocument(await write(Buffer.from('für', 'latin1')));
  expect(latin1).toEqual({ unreadable: 'it is no UTF-8 text' });
  const utf16 = await readDocument(await write(Buffer.from('\uFEFFStart', 'utf16le')));
  expect(utf16).toEqual({ unreadable: 'it is no text: it has NUL bytes (UTF-16 has them too)' });
});

it('reads no further than the limit', async () => {
  const path = await write('');
  await truncate(path, 16 * 1024 * 1024 + 1);
  expect(await readDocument(path)).toEqual({ unreadable: 'it has more than 16 MiB' });
  expect(await readDocument('/dev/zero')).toEqual({ unreadable: 'it has more than 16 MiB' });
});
