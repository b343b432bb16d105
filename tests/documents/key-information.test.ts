import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readKeyInformation } from '../../src/domain/read/index.ts';
import { codesOf, readPage, tableUnder } from './page.ts';

const path = 'docs/key-information.md';
const page = readPage(path, readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

function blockOf(language: string): string {
  return page.fences.find((fence) => fence.language === language)?.text ?? '';
}

it('docs/key-information.md shows what its text is read as', () => {
  const reading = readKeyInformation(blockOf('markdown'), { title: 'incident' });
  expect(JSON.parse(blockOf('json'))).toEqual({ file: 'incident.md', ...reading });
});

it('docs/key-information.md explains every key', () => {
  const explained = tableUnder(page, 'As JSON').flatMap(([keys]) => codesOf(keys));
  const reading = readKeyInformation('', {});
  expect(explained.sort()).toEqual(['file', ...Object.keys(reading), ...Object.keys(reading.start)].sort());
});
