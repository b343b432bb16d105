import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../../src/domain/problems.ts';
import { type OpenDoor, openDoor } from './door.ts';

let door: OpenDoor;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(async () => {
  await door.server.stop(1_000);
});

const get = (path: string) => fetch(door.server.url + path);
const full = new Problem('storage-unavailable', 'disk full');

test('the process is alive even when nothing can be stored', async () => {
  door.storage.failWith(full);
  expect((await get('/healthz')).status).toBe(200);
});

test('it is ready when a delivery can be stored, and says how GitLab and Slack are', async () => {
  const answer = await get('/readyz');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ ready: true, storage: 'ok', gitlab: 'ok', slack: 'off' });
});

test('it is not ready when nothing can be stored, and again when it can', async () => {
  door.storage.failWith(full);
  const answer = await get('/readyz');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ ready: false, storage: 'not writable' });
  expect(door.lines).toMatchObject([{ level: 'warn', sentence: 'Deliveries cannot be stored' }]);

  door.storage.failWith(null);
  door.clock.advance(1_000);
  expect((await get('/readyz')).status).toBe(200);
});

test('the storage is asked once a second, however many ask for readiness', async () => {
  await Promise.all(Array.from({ length: 20 }, () => get('/readyz')));
  door.clock.advance(999);
  await get('/readyz');
  expect(door.storage.checks).toBe(1);
  door.clock.advance(1);
  await get('/readyz');
  expect(door.storage.checks).toBe(2);
});

test('a clock that was set back does not keep an old answer', async () => {
  await get('/readyz');
  door.storage.failWith(full);
  door.clock.advance(-3_600_000);
  expect((await get('/readyz')).status).toBe(503);
});
