import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPolicy } from '../stories/stage.ts';
import { start } from './command-line.ts';

/** Prints at the end of a process which packages of Slack's it has loaded; they are CommonJS. */
const tellLoaded = `
  import Module from 'node:module';
  process.on('exit', () => {
    const names = Object.keys(Module._cache).flatMap((path) => /node_modules.(@slack.[a-z-]+)/.exec(path)?.[1] ?? []);
    process.stderr.write('loaded: ' + JSON.stringify([...new Set(names)].sort()) + '\\n');
  });
`;

const basics = {
  GITLAB_URL: 'http://127.0.0.1:9',
  GITLAB_TOKEN: 'glpat-of-the-process-tests',
  GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-the-tests',
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  NODE_ENV: 'production',
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellLoaded)}`,
};

async function loadedBy(env: Record<string, string>): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-loaded-'));
  try {
    await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
    const service = start(['serve'], { cwd: folder, env: { ...basics, ...env } });
    await service.prints(/"url":"([^"]+)"/);
    service.process.kill('SIGTERM');
    const { code, err } = await service.ended;
    expect(code).toBe(0);
    return /loaded: (.*)/.exec(err)?.[1];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('the service without Slack carries nothing of Slack’s in its memory', async () => {
  expect(await loadedBy({})).toBe('[]');
});

test('the service with Slack does', async () => {
  const slack = {
    SLACK_BOT_TOKEN: 'xoxb-of-the-process-tests',
    SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-tests',
    SLACK_API_URL: 'http://127.0.0.1:9/api',
  };
  expect(await loadedBy(slack)).toContain('@slack/bolt');
});
