import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allows, findBreaches, findCycles, roomOf } from './architecture/breaches.ts';
import { parseSources } from './architecture/parse.ts';
import { everything, type Room, rooms } from './architecture/rooms.ts';

const root = new URL('..', import.meta.url);
const paths = globSync(['src/**/*.ts', 'webhooks/**/*.ts'], { cwd: root }).sort();
const sources = parseSources(
  Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, root), 'utf8')])),
);

describe('the rooms', () => {
  it('import only what the table lets them', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(findBreaches(sources, rooms)).toEqual([]);
  });

  it('import in no circle, types included', () => {
    expect(findCycles(sources)).toEqual([]);
  });

  it('are all there', () => {
    const empty = rooms.filter((room) => !paths.some((path) => roomOf(path, rooms) === room));
    expect(empty.map((room) => room.path)).toEqual([]);
  });

  it('may import no package and no module of Node that they do not need', () => {
    const unneeded = rooms.flatMap((room) => {
      const specifiers = sources
        .filter(({ path }) => roomOf(path, rooms) === room)
        .flatMap(({ imports }) => imports.flatMap(({ specifier }) => specifier ?? []));
      const isNeeded = (pattern: string) => specifiers.some((specifier) => allows([pattern], specifier));
      return [...room.packages, ...room.builtins]
        .filter((pattern) => pattern !== everything && !isNeeded(pattern))
        .map((pattern) => `${room.path} ${pattern}`);
    });
    expect(unneeded).toEqual([]);
  });

  it('keep the libraries of an outside system in one room', () => {
    const knowing = (name: string) =>
      rooms.filter((room) => room.packages.includes(name)).map((room) => room.path);
    expect(knowing('kysely')).toEqual(['src/adapters/storage']);
    expect(knowing('better-sqlite3')).toEqual(['src/adapters/storage']);
    expect(knowing('@gitbeaker/rest')).toEqual(['src/adapters/gitlab']);
    expect(knowing('liquidjs')).toEqual(['src/adapters/templates']);
    expect(knowing('@slack/bolt')).toEqual(['src/http']);
    // The doubles of the sandbox are servers of their own.
    expect(knowing('express')).toEqual(['src/http', 'src/sandbox']);
  });
});

describe('the check of the rooms', () => {
  const house: Room[] = [
    { path: 'src/domain', rooms: [], packages: ['date-fns/*'], builtins: [] },
    { path: 'src/doubles', rooms: [], typesOf: ['src/domain'], packages: [], builtins: ['*'] },
    { path: 'src/http', rooms: ['src/domain'], packages: ['express'], builtins: ['node:http'] },
    {
      path: 'src/compose.ts',
      rooms: [everything],
      packages: [],
      builtins: [],
      may: ['read-the-clock', 'read-the-environment', 'import-by-computed-name'],
    },
  ];

  function breachesOf(path: string, text: string): string[] {
    return findBreaches(parseSources({ [path]: text }), house);
  }

  it.each([
    ['a value', "import { open } from '../http/door.ts';"],
    ['a type', "import type { Door } from '../http/door.ts';"],
    ['a type in passing', "export type Door = import('../http/door.ts').Door;"],
    ['what is passed on', "export * from '../http/door.ts';"],
    ['a type that is passed on', "export type { Door } from '../http/door.ts';"],
    ['side effects', "import '../http/door.ts';"],
    ['at run time', "const door = await import('../http/door.ts');"],
    ['the old way', "const door = require('../http/door.ts');"],
    ['the very old way', "import door = require('../http/door.ts');"],
  ])('finds an import of another room: %s', (_how, text) => {
    expect(breachesOf('src/domain/review.ts', text)).toEqual([
      'src/domain/review.ts:1 imports src/http/door.ts',
    ]);
  });

  it.each([
    ['a package', "import express from 'express';", 'imports express'],
    ['the types of a package', "import type { Router } from 'express';", 'imports express'],
    ['the whole of a package', "import { addDays } from 'date-fns';", 'imports date-fns'],
    ['a module of Node', "import { readFile } from 'node:fs/promises';", 'imports node:fs/promises'],
    ['a computed name', 'export const load = (name: string) => import(name);', 'imports by a computed name'],
    [
      'a file of no room',
      "import { fake } from '../../tests/fake.ts';",
      'imports tests/fake.ts, which belongs to no room',
    ],
    [
      'a file without its ending',
      "import { day } from './day';",
      'imports src/domain/day without its ending',
    ],
    [
      'the process',
      "import { env } from 'node:process';",
      'imports node:process, which holds the environment: use the global',
    ],
    ['the clock', 'export const at = new Date();', 'reads the clock (new Date())'],
    ['the clock as text', 'export const at = Date();', 'reads the clock (Date())'],
    ['the clock as a number', 'export const at = Date.now();', 'reads the clock (Date.now)'],
    ['the clock in passing', 'export const clock = Date.now;', 'reads the clock (Date.now)'],
    ['the other clock', "export const at = performance['now']();", 'reads the clock (performance.now)'],
    ['the environment', 'export const home = process.env.HOME;', 'reads the environment (process.env)'],
    [
      'the environment as a whole',
      "export const all = process['env'];",
      'reads the environment (process.env)',
    ],
    [
      'the environment in pieces',
      'const { env } = globalThis.process;',
      'reads the environment ({ env } = process)',
    ],
  ])('finds %s', (_what, text, reason) => {
    expect(breachesOf('src/domain/review.ts', text)).toEqual([`src/domain/review.ts:1 ${reason}`]);
  });

  it('finds a file that stands outside of all rooms', () => {
    expect(breachesOf('src/helpers/text.ts', '')).toEqual(['src/helpers/text.ts:1 belongs to no room']);
  });

  it('tells types from values where only types may be known', () => {
    expect(breachesOf('src/doubles/gitlab.ts', "import type { Day } from '../domain/day.ts';")).toEqual([]);
    expect(
      breachesOf('src/doubles/gitlab.ts', "import { type Day, today } from '../domain/day.ts';"),
    ).toEqual(['src/doubles/gitlab.ts:1 imports more than types of src/domain/day.ts']);
  });

  it('lets pass what the table allows, and text that only looks like code', () => {
    const domain = [
      "import { addDays } from 'date-fns/addDays';",
      "import type { Review } from './review.ts';",
      "// import express from 'express'; Date.now()",
      'export const text = `process.env, new Date() and ' + "import 'express'`;",
      'export const pattern = /import "express"; Date.now()/;',
      'export const day = new Date(0);',
    ].join('\n');
    expect(breachesOf('src/domain/day.ts', domain)).toEqual([]);

    const joined = "import './http/door.ts';\nawait import(process.env.APP ?? '');\nDate.now();";
    expect(breachesOf('src/compose.ts', joined)).toEqual([]);
  });

  it('says on which line', () => {
    expect(breachesOf('src/domain/day.ts', '\n\nDate.now();')).toEqual([
      'src/domain/day.ts:3 reads the clock (Date.now)',
    ]);
  });

  it('finds circles, also of types', () => {
    const circle = parseSources({
      'src/domain/a.ts': "import { b } from './b.ts';",
      'src/domain/b.ts': "import type { C } from './deeper/c.ts';",
      'src/domain/deeper/c.ts': "export { a } from '../a.ts';",
      'src/domain/d.ts': "import { a } from './a.ts';",
    });
    expect(findCycles(circle)).toEqual([['src/domain/a.ts', 'src/domain/b.ts', 'src/domain/deeper/c.ts']]);
  });
});
