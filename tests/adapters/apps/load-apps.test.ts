import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { AppsNotLoaded } from '../../../src/adapters/apps/load-apps.ts';
import { makeAppFolder } from './app-folder.ts';
import { reviewOpened } from './recorder.ts';

const { path, write, load, remove } = makeAppFolder();
afterAll(remove);

async function mistakesOf(entries: string[], timeoutMs?: number): Promise<string[]> {
  const failure: unknown = await load(entries, timeoutMs).catch((error: unknown) => error);
  if (!(failure instanceof AppsNotLoaded)) throw new Error('the apps were loaded');
  return failure.message.split('\n');
}

describe('an app', () => {
  test('hears what it asks for, and goes by its entry', async () => {
    const entry = write(
      'asks.js',
      `export default (bot) => {
        bot.on('review.opened', (context) => { bot.log.info(context.id); });
        bot.on(['incident.closed', 'review.opened'], () => {});
      };`,
    );
    const { apps, lines } = await load([entry]);
    expect(apps.map(({ name, hears }) => ({ name, hears }))).toEqual([
      { name: './asks.js', hears: ['review.opened', 'incident.closed'] },
    ]);
    await apps[0]?.tell(reviewOpened);
    expect(lines).toEqual([{ level: 'info', fields: { app: './asks.js' }, sentence: reviewOpened.id }]);
  });

  test('may load asynchronously', async () => {
    const entry = write(
      'slow.js',
      `export default async (bot) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        bot.on('review.closed', () => {});
      };`,
    );
    const { apps } = await load([entry]);
    expect(apps[0]?.hears).toEqual(['review.closed']);
  });

  test('may be TypeScript', async () => {
    const entry = write(
      'typed.ts',
      `type Bot = { on(name: string, handler: () => void): void };
      export default (bot: Bot): void => bot.on('review.waived', () => {});`,
    );
    expect((await load([entry])).apps[0]?.hears).toEqual(['review.waived']);
  });

  test('may be CommonJS, also when it was compiled from a default export', async () => {
    const plain = write('plain.cjs', `module.exports = (bot) => bot.on('review.closed', () => {});`);
    const compiled = write(
      'compiled.cjs',
      `Object.defineProperty(exports, '__esModule', { value: true });
      exports.default = (bot) => bot.on('review.reopened', () => {});`,
    );
    const { apps } = await load([plain, compiled]);
    expect(apps.map(({ hears }) => hears)).toEqual([['review.closed'], ['review.reopened']]);
  });

  test('may be a package installed beside the configuration file', async () => {
    const manifest = { name: '@acme/metrics', type: 'module', exports: './index.js' };
    write('node_modules/@acme/metrics/package.json', JSON.stringify(manifest));
    write(
      'node_modules/@acme/metrics/index.js',
      `export default (bot) => bot.on('review.adopted', () => {});`,
    );
    const { apps } = await load(['@acme/metrics']);
    expect(apps).toMatchObject([{ name: '@acme/metrics', hears: ['review.adopted'] }]);
  });

  test('may be named by its whole path', async () => {
    const entry = join(path, write('whole.js', `export default (bot) => bot.on('review.closed', () => {});`));
    expect((await load([entry])).apps[0]?.name).toBe(entry);
  });

  test('that listens to nothing is told of', async () => {
    const { apps, lines } = await load([write('deaf.js', 'export default () => {};')]);
    expect(apps[0]?.hears).toEqual([]);
    expect(lines).toEqual([
      { level: 'warn', fields: { app: './deaf.js' }, sentence: 'an app listens to no event' },
    ]);
  });
});

describe('what stops the start', () => {
  test.each([
    [
      'an unknown event',
      `export default (bot) => bot.on('review.open', () => {});`,
      'there is no event "review.open"; did you mean "review.opened"? There are: incident.closed, ' +
        'incident.reopened, review.opened, review.adopted, review.waived, review.closed, review.reopened, ' +
        'guideline.met',
    ],
    [
      'an unknown event in a list',
      `export default (bot) => bot.on(['review.closed', 'incident.reopend'], () => {});`,
      /^there is no event "incident.reopend"; did you mean "incident.reopened"\?/,
    ],
    [
      'an event that is no name',
      `export default (bot) => bot.on(/review/, () => {});`,
      /^bot.on needs the name of an event. There are: incident.closed, /,
    ],
    [
      'a name of the prototype',
      `export default (bot) => bot.on('constructor', () => {});`,
      /^there is no event "constructor"/,
    ],
    [
      'no handler',
      `export default (bot) => bot.on('review.closed');`,
      'bot.on was called without a function to handle the event',
    ],
    ['no default export', 'export const app = () => {};', /^its default export is no function/],
    [
      'a default export that is no function',
      'export default { on: {} };',
      /^its default export is no function/,
    ],
    ['an app that throws', `export default () => { throw new Error('no token'); };`, 'no token'],
    ['an app that throws no error', `export default () => { throw 'no token'; };`, 'no token'],
    [
      'an app that fails later',
      `export default async () => { throw new Error('no network'); };`,
      'no network',
    ],
    ['a module that throws', `throw new Error('broken');`, 'broken'],
    ['a module that is no JavaScript', 'export default (bot => {', /./],
    ['a missing import', `import 'not-installed';`, /Cannot find package 'not-installed'/],
    [
      'a method that a bot of GitHub has',
      `export default (bot) => bot.onAny(() => {});`,
      'bot.onAny is not a function',
    ],
  ])('%s', async (what, text, message) => {
    const entry = write(`${what.replaceAll(' ', '-')}.js`, text);
    const [mistake, ...others] = await mistakesOf([entry]);
    expect(others).toEqual([]);
    expect(mistake?.startsWith(`apps[0] "${entry}": `)).toBe(true);
    const told = mistake?.slice(`apps[0] "${entry}": `.length);
    if (typeof message === 'string') expect(told).toBe(message);
    else expect(told).toMatch(message);
  });

  test('a file or a package that is not there', async () => {
    expect(await mistakesOf(['./nowhere.js', 'no-such-package'])).toEqual([
      `apps[0] "./nowhere.js": there is no file ${join(path, 'nowhere.js')}`,
      'apps[1] "no-such-package": no package of this name is installed beside the configuration file',
    ]);
  });

  test('a package that can be found only from its own folder, with a way to name it all the same', async () => {
    const manifest = { name: 'closed-off', type: 'module', exports: { import: './index.js' } };
    write('node_modules/closed-off/package.json', JSON.stringify(manifest));
    const file = write(
      'node_modules/closed-off/index.js',
      `export default (bot) => bot.on('review.closed', () => {});`,
    );
    expect(await mistakesOf(['closed-off'])).toEqual([
      'apps[0] "closed-off": its package.json exports this for `import` alone; ' +
        'name the file: ./node_modules/<package>/<file>',
    ]);
    expect((await load([file])).apps[0]?.hears).toEqual(['review.closed']);
  });

  test('an app that never finishes loading', async () => {
    const entry = write('stuck.js', 'export default () => new Promise(() => {});');
    expect(await mistakesOf([entry], 20)).toEqual([
      'apps[0] "./stuck.js": it did not finish loading within 20 ms',
    ]);
  });

  test('and every mistake is told at once, with its place', async () => {
    const good = write('good.js', `export default (bot) => bot.on('review.closed', () => {});`);
    const bad = write('bad.js', `export default (bot) => bot.on('review.done', () => {});`);
    const failure: unknown = await load(['./gone.js', good, bad]).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      mistakes: [
        { index: 0, entry: './gone.js' },
        { index: 2, entry: bad },
      ],
    });
  });
});
