import { expect, test } from 'vitest';
import { runReader } from '../../bench/reading/reader-process.ts';
import { hostileTexts, incidentText } from '../../bench/reading/texts.ts';

test.each(Object.entries({ 'an incident': incidentText, ...hostileTexts }))(
  '%s is exactly as long as was asked for',
  (_name, make) => {
    for (const characters of [1_000, 65_536]) expect(make(characters)).toHaveLength(characters);
  },
);

test('an incident that is longer tells of more hours, none like another', () => {
  const headings = incidentText(65_536).match(/^## 2031-.*$/gm) ?? [];
  expect(headings.length).toBeGreaterThan(40);
  expect(new Set(headings).size).toBe(headings.length);
});

const documents = [
  { title: 'first', text: incidentText(2_000) },
  { title: 'second', text: '' },
];

test('a reader prints a line for each round of each document', async () => {
  const lines = await runReader('service', { documents, rounds: 2, withinMs: 30_000 });
  expect(lines.map((line) => Object.keys(JSON.parse(line)))).toEqual(Array(4).fill(['ms']));
});

test('a reader that takes too long is stopped, and what it did not read is missing', async () => {
  expect(await runReader('service', { documents, rounds: 1e9, withinMs: 1 })).toEqual([]);
});
