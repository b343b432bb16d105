import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { guidelineIds, guidelineMark, guidelines } from '../../../src/domain/guidelines/index.ts';

/** The ids that reviews bear, and for whom each is: never to be renamed. */
const fixed = {
  opener: ['title', 'service-label', 'severity-label', 'incident-link', 'dri-assigned', 'announced'],
  dri: [
    'key-information',
    'metrics-linked',
    'summary',
    'details',
    'corrective-actions',
    'self-managed',
    'labels',
    'takeaways',
    'closed-in-time',
  ],
};

const idsFor = (whom: 'opener' | 'dri') => guidelines.filter((one) => one.for === whom).map(({ id }) => id);

it('has the six of the opener and the nine of the DRI, in their order', () => {
  expect(idsFor('opener').slice(0, 6)).toEqual(fixed.opener);
  expect(idsFor('dri').slice(0, 9)).toEqual(fixed.dri);
  expect(guidelineIds).toEqual([...idsFor('opener'), ...idsFor('dri')]);
  expect(new Set(guidelineIds).size).toBe(guidelines.length);
});

it('is its folder: each file is a guideline of the same name', async () => {
  const folder = new URL('../../../src/domain/guidelines/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file !== 'index.ts');
  expect(files.sort()).toEqual(guidelineIds.map((id) => `${id}.ts`).sort());
  for (const one of guidelines) {
    const file: Record<string, unknown> = await import(new URL(`${one.id}.ts`, folder).href);
    expect(Object.values(file)).toEqual([one]);
  }
});

it.each(['incident-review', 'incident-document'])('is the boxes of %s, in the same order', (template) => {
  const text = readFileSync(new URL(`../../../templates/${template}.md`, import.meta.url), 'utf8');
  const ids = [...text.matchAll(/<!-- guideline:([a-z-]+) -->/g)].map(([, id]) => id);
  expect(ids).toEqual(guidelineIds);
});

it('writes marks as reviews bear them', () => {
  expect(guidelineMark('self-managed')).toBe('<!-- guideline:self-managed -->');
});

it('asks in few words', () => {
  for (const { asks } of guidelines) expect(asks).toMatch(/^[A-Za-z][A-Za-z -]{5,60}$/);
});
