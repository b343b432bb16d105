import { expect, test } from 'vitest';
import { adminApp, type Exposition } from '../../src/http/admin.ts';
import { startServer } from '../../src/http/server.ts';
import { recordedLog } from '../fakes/log.ts';

const text: Exposition = { contentType: 'text/plain; version=0.0.4', text: async () => 'a_total 1\n' };

async function withAdmin<T>(exposition: Exposition, use: (url: string) => Promise<T>) {
  const log = recordedLog();
  const server = await startServer({ host: '127.0.0.1', port: 0, app: adminApp({ exposition, log }) });
  try {
    return { lines: log.lines, result: await use(server.url) };
  } finally {
    await server.stop(1_000);
  }
}

test('the admin port shows the metrics', async () => {
  const { result } = await withAdmin(text, async (url) => {
    const answer = await fetch(`${url}/metrics?match=all`);
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  });
  expect(result).toEqual({ status: 200, type: 'text/plain; version=0.0.4', body: 'a_total 1\n' });
});

test('the admin port shows nothing else and takes nothing', async () => {
  const { result } = await withAdmin(text, async (url) => [
    (await fetch(url)).status,
    (await fetch(`${url}/webhooks/gitlab`, { method: 'POST' })).status,
    (await fetch(`${url}/metrics`, { method: 'POST' })).status,
  ]);
  expect(result).toEqual([404, 404, 405]);
});

test('metrics that cannot be written are an error in the log and 500', async () => {
  const broken: Exposition = { ...text, text: () => Promise.reject(new Error('no')) };
  const { result, lines } = await withAdmin(broken, async (url) => (await fetch(`${url}/metrics`)).status);
  expect(result).toBe(500);
  expect(lines).toMatchObject([{ level: 'error', sentence: 'The metrics could not be written' }]);
});

test.each(['/metrics', '/', '/nowhere'])('%s of the admin port carries careful headers', async (path) => {
  const { result } = await withAdmin(text, async (url) => {
    const { headers } = await fetch(url + path);
    return ['x-content-type-options', 'x-frame-options', 'x-powered-by'].map((name) => headers.get(name));
  });
  expect(result).toEqual(['nosniff', 'SAMEORIGIN', null]);
});
