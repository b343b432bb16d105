import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCorpus, titleOf } from '../../../bench/accuracy/corpus.ts';
import { labelOf } from './documents.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labelled-documents-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(labels: unknown[]): void {
  mkdirSync(join(folder, 'dev'));
  writeFileSync(join(folder, 'dev', 'acme-1.md'), 'It began.');
  writeFileSync(
    join(folder, 'dev-labels.jsonl'),
    labels.map((label) => `${JSON.stringify(label)}\n`).join(''),
  );
  writeFileSync(join(folder, 'gitlab-facts.jsonl'), '');
}

test('a folder without labels is no corpus', () => {
  expect(readCorpus(folder)).toBeNull();
  expect(readCorpus(join(folder, 'nowhere'))).toBeNull();
});

test('each document comes with its label, its title and its text', () => {
  write([labelOf()]);
  expect(readCorpus(folder)).toEqual({
    documents: [{ label: labelOf(), title: '2031-03-04-uploads.md', text: 'It began.' }],
    facts: [],
  });
});

test('a label that is none is told of with its line', () => {
  write([labelOf(), { ...labelOf(), difficulty: 'hard' }]);
  expect(() => readCorpus(folder)).toThrow(/dev-labels\.jsonl, line 2: .*\n?.*difficulty/);
});

test('what is no longer the file of its path has its own name as title', () => {
  expect(titleOf(labelOf({ section: '### Second' }))).toBe('acme-1.md');
  expect(titleOf(labelOf({ transform: 'front matter removed' }))).toBe('acme-1.md');
});
