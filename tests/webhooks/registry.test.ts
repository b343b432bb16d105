import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { translate, translators } from '../../webhooks/index.ts';
import { example, exampleNames } from './examples.ts';

const folder = new URL('../../webhooks/', import.meta.url);
const readme = readFileSync(new URL('README.md', folder), 'utf8');

/** Rows of the Markdown table under a heading, as cells without backticks. */
function table(heading: string): string[][] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => {
      const cells = line.split('|').slice(1, -1);
      return cells.map((cell) => cell.replaceAll('`', '').trim());
    });
}

/** `issue.ts`, `note.ts`: the files of the folder that translate. */
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.schema.ts') && file !== 'index.ts')
  .sort();

describe('what GitLab may tell us', () => {
  test('is in the registry, file by file', async () => {
    const inFolder = await Promise.all(
      files.map(async (file) => {
        const module: Record<string, unknown> = await import(new URL(file, folder).href);
        return module[file.slice(0, -'.ts'.length)];
      }),
    );
    expect(inFolder.length).toBeGreaterThan(0);
    expect(new Set(inFolder)).toEqual(new Set(translators));
    expect(translators).toHaveLength(files.length);
  });

  test('has a schema beside each translator', () => {
    const without = files.filter((file) => !existsSync(new URL(file.replace('.ts', '.schema.ts'), folder)));
    expect(without).toEqual([]);
  });

  test('is read by one translator for each object_kind', () => {
    const kinds = translators.flatMap((translator) => translator.objectKinds);
    expect(kinds).toEqual([...new Set(kinds)]);
  });

  test('is the list of what an administrator ticks', async () => {
    const ticked = table('What to tick').map(([, , apiSwitch, kinds, file]) => ({ apiSwitch, kinds, file }));
    const read = await Promise.all(
      files.map(async (file) => {
        const module: Record<string, (typeof translators)[number]> = await import(new URL(file, folder).href);
        const translator = module[file.slice(0, -'.ts'.length)];
        const kinds = translator?.objectKinds.join(', ');
        return (translator?.switches ?? []).map((apiSwitch) => ({ apiSwitch, kinds, file }));
      }),
    );
    expect(ticked).toEqual(read.flat());
  });

  test('has its examples in the README, each once', () => {
    const listed = table('Examples').map(([file]) => file);
    expect(listed.sort()).toEqual(exampleNames.map((name) => `${name}.json`).sort());
  });

  test('is shown by an example for every object_kind', () => {
    const shown = new Set(
      exampleNames
        .map((name) => example(name))
        .filter((delivery) => translate(delivery).kind === 'events')
        .map((delivery) => delivery.object_kind),
    );
    expect(shown).toEqual(new Set(translators.flatMap((translator) => translator.objectKinds)));
  });

  test('names in the README as ignored exactly the examples that are', () => {
    const saidToBeIgnored = table('Examples')
      .filter(([, what]) => what?.startsWith('ignored:'))
      .map(([file]) => file);
    const areIgnored = exampleNames
      .filter((name) => translate(example(name)).kind === 'ignored')
      .map((name) => `${name}.json`);
    expect(saidToBeIgnored.sort()).toEqual(areIgnored.sort());
  });
});
