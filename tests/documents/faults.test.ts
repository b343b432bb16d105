import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfFences, faultsOfLinks, faultsOfMachinePaths, faultsOfPaths } from './faults.ts';
import { readPage, tableUnder } from './page.ts';

const root = mkdtempSync(join(tmpdir(), 'incident-review-bot-documents-'));

beforeAll(() => {
  for (const path of ['docs/guide.md', 'src/http/door.ts', 'src/flows/open.ts', 'dist/main.js']) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const fence = (language: string, text: string) =>
  readPage('a.md', `One.\n\n\`\`\`${language}\n${text}\n\`\`\`\n`);

describe('fenced blocks', () => {
  it.each([
    ['json', '{ "a": 1, }'],
    ['yaml', 'a: [1'],
    ['yaml', 'a: 1\na: 2'],
    ['ts', 'const a: = 1;'],
    ['js', 'const a: string = 1;'],
    ['sh', 'if true; then'],
    ['', 'anything'],
    ['toml', 'a = 1'],
  ])('are found when this is no %s: %s', (language, text) => {
    expect(faultsOfFences(fence(language, text))).toEqual([expect.stringMatching(/^a\.md:3 \S/)]);
  });

  it.each([
    ['json', '{ "a": 1 }'],
    ['yaml', 'a: { b: [1, 2] } # why'],
    ['ts', "export default (bot: Bot) => { bot.on('x', async () => {}); };"],
    ['js', "import { a } from './a.js';"],
    ['sh', 'npm ci && npm start # both'],
    ['text', 'a ──▶ b'],
  ])('pass when they parse: %s', (language, text) => {
    expect(faultsOfFences(fence(language, text))).toEqual([]);
  });
});

describe('paths in code spans', () => {
  const faults = (code: string) => faultsOfPaths(readPage('a.md', `See \`${code}\`.`), root);

  it('are found when nothing is there', () => {
    expect(faults('src/http/window.ts')).toEqual(['a.md:1 there is no src/http/window.ts']);
    expect(faults('bot receive docs/<name>.json')).toEqual(['a.md:1 there is no docs/<name>.json']);
  });

  it.each([
    'src/http/door.ts',
    'src/http',
    'src/http/',
    'src/<room>/*.ts',
    'dist/gone.js',
    'group/project',
    'a/b',
  ])('pass when something is there, or when they are no paths of ours: %s', (code) => {
    expect(faults(code)).toEqual([]);
  });
});

describe('links', () => {
  const target = readPage(
    'docs/guide.md',
    '# Add an event\n\n## Step `one`, at last!\n\n## Step `one`, at last!\n',
  );
  const faults = (link: string) => {
    const source = readPage('docs/a.md', `[it](${link})`);
    return faultsOfLinks(source, [source, target], root);
  };

  it('are found when page or heading is not there', () => {
    expect(faults('gone.md')).toEqual(['docs/a.md:1 links to docs/gone.md, which is not there']);
    expect(faults('guide.md#add-a-command')).toEqual([
      'docs/a.md:1 links to guide.md#add-a-command, but there is no such heading',
    ]);
  });

  it.each([
    'guide.md',
    '../src/http/door.ts',
    'guide.md#add-an-event',
    'guide.md#step-one-at-last',
    'guide.md#step-one-at-last-1',
    'https://example.com/x',
  ])('pass when it is: %s', (link) => {
    expect(faults(link)).toEqual([]);
  });
});

describe('paths of a machine', () => {
  it('are found, and addresses that only look like them are not', () => {
    const home = ['', 'home', 'maria'].join('/');
    expect(faultsOfMachinePaths('a.ts', `one\ncd ${home}/bot`)).toEqual([`a.ts:2 names ${home}`]);
    expect(
      faultsOfMachinePaths('a.ts', 'https://gitlab.example.com/home/maria and group/work/items'),
    ).toEqual([]);
  });
});

describe('tables', () => {
  it('are read by the heading above them', () => {
    const page = readPage('a.md', '# One\n\n| a | b |\n|---|---|\n| `x` | y `z` |\n\n## Two\n\nNothing.\n');
    expect(tableUnder(page, 'One')).toEqual([['`x`', 'y `z`']]);
    expect(() => tableUnder(page, 'Two')).toThrow('a.md has no table under "Two"');
  });
});
