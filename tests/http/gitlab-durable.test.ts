import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { buildApp } from '../../src/http/app.ts';
import { gitlabDoor } from '../../src/http/gitlab.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import type { Storage } from '../../src/ports/storage.ts';
import { clockAt } from '../fakes/clock.ts';
import { recordedLog } from '../fakes/log.ts';
import { now, token } from './door.ts';

let directory: string;
let storage: Storage;
let server: RunningServer;
const open = () => openStorage({ url: `sqlite:${join(directory, 'bot.db')}` });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'incident-review-bot-door-'));
  storage = await open();
  await storage.migrate();
  const log = recordedLog();
  const gitlab = gitlabDoor({
    tokens: [token],
    signingTokens: [],
    storage,
    clock: clockAt(now),
    log,
    metrics: { delivery: () => undefined },
    onStored: () => undefined,
  });
  const app = buildApp({ gitlab, health: Router(), home: Router(), log });
  server = await startServer({ host: '127.0.0.1', port: 0, app });
});
afterEach(async () => {
  await server.stop(1_000);
  await storage.close();
  await rm(directory, { recursive: true });
});

const post = (key: string, body: string) =>
  fetch(`${server.url}/webhooks/gitlab`, {
    method: 'POST',
    headers: { 'x-gitlab-token': token, 'x-gitlab-event': 'Issue Hook', 'idempotency-key': key },
    body,
  });

test('what was answered with 202 is in the file for the next process, each once and unchanged', async () => {
  const bodyOf = (index: number) => JSON.stringify({ index, text: 'Zürich \u0000 \u{1f525}' });
  // Each is told twice, as after a time-out of the sender.
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => post(`key-${index % 100}`, bodyOf(index % 100))),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 202)).toHaveLength(100);
  expect(statuses.filter((status) => status === 200)).toHaveLength(100);

  const other = await open();
  const found = await other.nextDeliveries(1_000, '2026-03-02T08:00:00.000Z');
  await other.close();
  expect(new Map(found.map(({ id, body }) => [id, body]))).toEqual(
    new Map(Array.from({ length: 100 }, (_, index) => [`key-${index}`, bodyOf(index)])),
  );
  expect(found[0]).toMatchObject({ event: 'Issue Hook', receivedAt: now });
});

test('a database that is gone is told as 503 with Retry-After', async () => {
  await storage.close();
  const answer = await post('key', '{}');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('30');
});
