import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainPolicy } from '../stories/stage.ts';
import { run, start } from './command-line.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-key-information-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const read = (words: string[], options: { env?: Record<string, string>; input?: string } = {}) =>
  run(['key-information', ...words], { cwd: folder, ...options });

const outage = 'Start time: 2026-03-02 08:10\nEnd time: 2026-03-02 09:40\n';

test('with nothing configured it reads files and standard input, and loads nothing of the service', async () => {
  await write('a.md', outage);
  await mkdir(join(folder, 'notes'));
  // Whatever is loaded is told on standard error.
  const tell =
    'import{registerHooks}from"node:module";registerHooks({load(u,c,n){console.error(u);return n(u,c)}})';
  const { code, out, err } = await read(['--json', 'a.md', 'notes', '-', 'gone.md'], {
    input: outage,
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` },
  });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject([
    { file: 'a.md', start: { local: '2026-03-02T08:10', value: null }, duration: { minutes: 90 } },
    { file: '-', end: { local: '2026-03-02T09:40' } },
  ]);
  expect(err).toContain('notes cannot be read: it is a directory\n');
  expect(err).toContain('gone.md cannot be read: there is no such file\n');
  expect(err).toContain('/src/cli/key-information.ts\n');
  const heavy = /node_modules\/(express|@slack|@gitbeaker|better-sqlite3|pg|pg-boss|kysely|liquidjs|pino)\//;
  expect(err).not.toMatch(heavy);
});

test('of a configuration it uses the zone, tells its mistakes, and can do without it', async () => {
  await write('a.md', outage);
  await write('incident-review.yml', `${plainPolicy}calendar: { assumeZone: Europe/Berlin }\n`);
  const configured = await read(['--json', 'a.md']);
  expect(JSON.parse(configured.out)).toMatchObject([{ start: { value: '2026-03-02T07:10:00Z' } }]);
  expect(configured.err).toBe('');

  await write('incident-review.yml', `${plainPolicy}calendar: { assumeZone: Berlin }\n`);
  const broken = await read(['a.md']);
  expect(broken).toMatchObject({ code: 78, out: '' });
  expect(broken.err).toContain('calendar.assumeZone');
  expect((await read(['a.md'], { env: { CONFIG_FILE: 'gone.yml' } })).code).toBe(78);
  expect(await read(['a.md', '--assume-zone', 'UTC'])).toMatchObject({ code: 0, err: '' });
});

test('it ends quietly when nobody reads any further', async () => {
  await write('a.md', outage);
  const running = start(['key-information', ...Array.from({ length: 3_000 }, () => 'a.md')], { cwd: folder });
  await running.prints(/start/);
  running.process.stdout?.destroy();
  const { code, err } = await running.ended;
  expect(code).toBe(1);
  expect(err).not.toMatch(/EPIPE|Error/);
});

test('it does not end before all has been taken, however much a pipe holds', async () => {
  await write('a.md', '- 2026-03-02 08:10 UTC checkout answers 502\n'.repeat(5_000));
  const { code, out } = await read(['--json', 'a.md']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ timeline: expect.objectContaining({ length: 5_000 }) }]);
});
