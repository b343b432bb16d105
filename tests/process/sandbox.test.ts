import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from './command-line.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-sandbox-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a newcomer who types nothing more reads where to look, and no warning', async () => {
  const sandbox = start([], { cwd: folder, env: { PORT: '0', ADMIN_PORT: '0' } });
  const [, url = ''] = await sandbox.prints(/^The sandbox is ready: open (\S+)$/m);
  expect((await fetch(url)).status).toBe(200);
  // GitLab was compared with what is known by then.
  await sleep(2_000);
  sandbox.process.kill('SIGTERM');
  const { out, err } = await sandbox.ended;
  expect(`${out}${err}`).toBe(`The sandbox is ready: open ${url}\n`);
}, 180_000);
